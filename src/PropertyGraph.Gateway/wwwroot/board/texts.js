// The page's words in English and Simplified Chinese. Data stays in the language in which it was written.

const english = {
  pageTitle: 'Complaints, live · PropertyGraph',
  heading: 'Complaints, live',
  intro: 'What customers report, as it arrives and changes.',
  otherLanguage: '中文',
  actAs: 'Act as', token: 'Bearer token', tokenHint: 'none: you are nobody',
  connecting: 'Connecting', live: 'Live', waiting: 'Connection lost, trying again', refused: 'Not allowed to listen',
  fileOne: 'File a complaint',
  byStatus: 'By status', newest: 'Newest complaints', byDepartment: 'Open by department', happened: 'Just happened',
  onlyStatus: 'Only: {status}', everything: 'Show all',
  reference: 'Reference', complaint: 'Complaint', status: 'Status', department: 'Department', due: 'Due', filed: 'Filed',
  overdue: 'Overdue', noDepartment: 'not assigned', unclassified: 'no category', done: 'done',
  loading: 'Loading …', none: 'No complaints that you may see, acting as {persona}.', noneSuch: 'None in this state.', quiet: 'Nothing since you opened this page.',
  nothingOpen: 'Nothing is open.', ofWhichMajor: '{count}, {major} major',
  boardWaiting: '{open} open, {overdue} overdue. {count} not acknowledged, the oldest {reference}, filed {since}.', boardAnswered: '{open} open, {overdue} overdue. All are acknowledged.',
  arrived: 'New complaint {reference}: {title}', gone: 'A complaint is no longer visible to you',
  title: 'Title', description: 'What happened', category: 'Category', property: 'Property', unit: 'Unit',
  unknown: 'not known yet', noneChosen: 'none', chooseProperty: 'Choose a property first',
  cancel: 'Cancel', send: 'File it', sending: 'Filing …', titleMissing: 'Give it a title.', descriptionMissing: 'Say what happened.', filedAs: 'Filed as {reference}.',
  trouble: 'The board could not be read: {reason}', notSent: 'It could not be filed: {reason}', unreachable: 'the gateway cannot be reached',
  FILED: 'Filed', ACKNOWLEDGED: 'Acknowledged', IN_PROGRESS: 'In progress', ON_HOLD: 'On hold', RESOLVED: 'Resolved', CLOSED: 'Closed',
  REOPENED: 'Reopened', WITHDRAWN: 'Withdrawn', MERGED: 'Merged', MAJOR: 'Major', GENERAL: 'General',
  ASSIGNED: 'Assigned', HELD: 'On hold', CONTINUED: 'Continued', NOTE_ADDED: 'Note added', INTERNAL_NOTE_ADDED: 'Internal note',
  OVERDUE: 'Became overdue', NO_LONGER_VISIBLE: 'Gone',
};

const chinese = {
  pageTitle: '投诉实况 · PropertyGraph',
  heading: '投诉实况',
  intro: '客户反映的问题，随到随显，随变随新。',
  otherLanguage: 'English',
  actAs: '身份', token: '访问令牌', tokenHint: '空：未登录',
  connecting: '正在连接', live: '实时', waiting: '连接中断，正在重试', refused: '无权接收实时消息',
  fileOne: '提交投诉',
  byStatus: '按状态', newest: '最新投诉', byDepartment: '各部门未结投诉', happened: '刚刚发生',
  onlyStatus: '仅显示：{status}', everything: '显示全部',
  reference: '编号', complaint: '投诉', status: '状态', department: '部门', due: '期限', filed: '提交',
  overdue: '已逾期', noDepartment: '未分派', unclassified: '未分类', done: '已处理',
  loading: '正在加载……', none: '没有您可以查看的投诉（身份：{persona}）。', noneSuch: '没有处于该状态的投诉。', quiet: '打开本页以来暂无动态。',
  nothingOpen: '没有未结投诉。', ofWhichMajor: '{count}（重大 {major}）',
  boardWaiting: '未结 {open}，逾期 {overdue}。未受理 {count}，最早为 {reference}（{since}提交）。', boardAnswered: '未结 {open}，逾期 {overdue}。全部已受理。',
  arrived: '新投诉 {reference}：{title}', gone: '一条投诉已对您不可见',
  title: '标题', description: '情况说明', category: '类别', property: '项目', unit: '单元',
  unknown: '尚不清楚', noneChosen: '无', chooseProperty: '请先选择项目',
  cancel: '取消', send: '提交', sending: '正在提交……', titleMissing: '请填写标题。', descriptionMissing: '请说明情况。', filedAs: '已提交，编号 {reference}。',
  trouble: '无法读取：{reason}', notSent: '未能提交：{reason}', unreachable: '无法连接网关',
  FILED: '已提交', ACKNOWLEDGED: '已受理', IN_PROGRESS: '处理中', ON_HOLD: '暂停', RESOLVED: '已解决', CLOSED: '已关闭',
  REOPENED: '重新打开', WITHDRAWN: '已撤回', MERGED: '已合并', MAJOR: '重大', GENERAL: '一般',
  ASSIGNED: '已分派', HELD: '已暂停', CONTINUED: '继续处理', NOTE_ADDED: '新增备注', INTERNAL_NOTE_ADDED: '内部备注',
  OVERDUE: '已逾期', NO_LONGER_VISIBLE: '已不可见',
};

const languages = { en: { tag: 'en', words: english }, zh: { tag: 'zh-Hans', words: chinese } };

let current = languages[startingLanguage()];

/** The text of a key, with {names} filled in. Unknown keys, such as new kinds of change, are shown as words. */
export function text(key, values = {}) {
  const found = current.words[key] ?? humanised(key);
  return found.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}

export const otherLanguage = () => (current === languages.en ? 'zh' : 'en');

/** The name of something that may have one in either language; undefined for nothing. */
export const inLanguage = named => (current === languages.zh && named?.nameZh) || named?.name;

/** Changes the page's language and every element that names its text. */
export function speak(language) {
  current = languages[language];
  document.documentElement.lang = current.tag;
  document.title = text('pageTitle');
  for (const element of document.querySelectorAll('[data-text]')) element.textContent = text(element.dataset.text);
}

export const currentLanguage = () => (current === languages.zh ? 'zh' : 'en');

/** "3 min. ago", "in 2 days". */
export function relative(instant, now = Date.now()) {
  const seconds = (new Date(instant) - now) / 1000;
  const [unit, size] = [['day', 86_400], ['hour', 3_600], ['minute', 60]].find(([, s]) => Math.abs(seconds) >= s) ?? ['second', 1];
  return new Intl.RelativeTimeFormat(current.tag, { numeric: 'auto', style: 'short' }).format(Math.round(seconds / size), unit);
}

/** Date and time in full, for titles. */
export const exact = instant => new Intl.DateTimeFormat(current.tag, { dateStyle: 'full', timeStyle: 'short' }).format(new Date(instant));

export const number = value => new Intl.NumberFormat(current.tag).format(value);

function startingLanguage() {
  const asked = new URLSearchParams(location.search).get('lang') ?? navigator.language;
  return asked.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

function humanised(key) {
  const words = key.replaceAll('_', ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
