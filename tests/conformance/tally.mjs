// Counts, prints and exits, for all the scripts here.

export class Tally {
  #passed = 0;
  #failed = 0;

  record(name, problem) {
    if (problem === undefined) this.#passed++;
    else {
      this.#failed++;
      console.log(`FAIL ${name}: ${problem}`);
    }
  }

  /** Runs a check that throws what is wrong. */
  async check(name, run) {
    try {
      await run();
      this.record(name);
    } catch (error) {
      this.record(name, error?.message ?? JSON.stringify(error));
    }
  }

  finish() {
    console.log(`${this.#passed} passed, ${this.#failed} failed`);
    process.exit(this.#failed === 0 && this.#passed > 0 ? 0 : 1);
  }
}
