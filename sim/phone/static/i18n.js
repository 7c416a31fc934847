// Every text that the phone shows, Japanese first. ?lang= beats the browser's
// own languages (which are also its Accept-Language).

const texts = {
  ja: {
    simulator: 'シミュレーター',
    title: 'LINEシミュレーター',
    chooseFriend: 'だれのスマートフォンを開きますか',
    chooseHint: '友だちになったつもりで話しかけてください。送信・ブロック・時刻は、このシミュレーターの中だけのものです。',
    search: '名前で検索',
    noChannels: 'チャネルがまだありません。POST /_sim/channels で作れます。',
    noFriends: 'このアカウントの友だちはまだいません。',
    noMatch: '一致する友だちはいません。',
    moreFriends: 'ほかに{n}人います。名前で検索してください。',
    notFound: 'このトークはありません。',
    friend: '友だち',
    blocked: 'ブロック中',
    stranger: '友だちではない',
    back: '友だちの一覧に戻る',
    others: 'ほかの友だちのスマートフォン',
    menu: 'メニュー',
    block: 'ブロック',
    unblock: 'ブロック解除',
    add: '友だち追加',
    blockedNotice: 'このアカウントをブロックしています。',
    strangerNotice: 'このアカウントは友だちではありません。',
    clock: '時計',
    clockTitle: 'シミュレーターの時刻',
    clockHint: '応答トークンや手動対応の時間も、すべてこの時刻で進みます。戻すことはできません。',
    clockAhead: '実際の時刻より{d}進んでいます',
    clockReal: '実際の時刻と同じです',
    plusMinute: '+1分',
    plusTen: '+10分',
    plusHour: '+1時間',
    plusDay: '+1日',
    close: '閉じる',
    switchLanguage: 'English',
    talkWith: '{name}とのトーク',
    input: 'メッセージを入力',
    send: '送信',
    stickers: 'スタンプ',
    sticker: 'スタンプ',
    stickerNamed: 'スタンプ {id}',
    image: '画像',
    video: '動画',
    audio: 'ボイスメッセージ',
    location: '位置情報',
    imagemap: 'イメージマップ',
    template: 'テンプレート',
    flex: 'Flex Message',
    coupon: 'クーポン',
    file: 'ファイル',
    otherKind: '{kind}(このスマートフォンでは表示できません)',
    read: '既読',
    me: '自分',
    today: '今日',
    yesterday: '昨日',
    older: 'これより前のメッセージは省いています',
    newMessage: '新しいメッセージ',
    offline: '接続が切れました。再接続しています…',
    failed: '送信できませんでした。もう一度お試しください。',
    phoneOf: '{name}のスマートフォン',
  },
  en: {
    simulator: 'Simulator',
    title: 'LINE simulator',
    chooseFriend: 'Whose phone would you like to open?',
    chooseHint: 'Write as if you were the friend. Messages, blocks and the clock exist inside this simulator only.',
    search: 'Search by name',
    noChannels: 'There is no channel yet. POST /_sim/channels makes one.',
    noFriends: 'This account has no friends yet.',
    noMatch: 'No friend matches.',
    moreFriends: '{n} more. Search by name.',
    notFound: 'There is no such talk.',
    friend: 'Friend',
    blocked: 'Blocked',
    stranger: 'Not a friend',
    back: 'Back to the list of friends',
    others: 'Other friends’ phones',
    menu: 'Menu',
    block: 'Block',
    unblock: 'Unblock',
    add: 'Add as a friend',
    blockedNotice: 'You have blocked this account.',
    strangerNotice: 'This account is not your friend.',
    clock: 'Clock',
    clockTitle: 'The simulator’s time',
    clockHint: 'Reply tokens and manual windows follow this time too. It cannot be turned back.',
    clockAhead: '{d} ahead of the real time',
    clockReal: 'The same as the real time',
    plusMinute: '+1 min',
    plusTen: '+10 min',
    plusHour: '+1 hour',
    plusDay: '+1 day',
    close: 'Close',
    switchLanguage: '日本語',
    talkWith: 'Talk with {name}',
    input: 'Enter a message',
    send: 'Send',
    stickers: 'Stickers',
    sticker: 'Sticker',
    stickerNamed: 'Sticker {id}',
    image: 'Photo',
    video: 'Video',
    audio: 'Voice message',
    location: 'Location',
    imagemap: 'Imagemap',
    template: 'Template',
    flex: 'Flex Message',
    coupon: 'Coupon',
    file: 'File',
    otherKind: '{kind} (this phone cannot show it)',
    read: 'Read',
    me: 'You',
    today: 'Today',
    yesterday: 'Yesterday',
    older: 'Earlier messages are left out',
    newMessage: 'New message',
    offline: 'Connection lost. Reconnecting…',
    failed: 'Could not be sent. Please try again.',
    phoneOf: '{name}’s phone',
  },
};

function choose() {
  const asked = new URLSearchParams(location.search).get('lang');
  for (const tag of [asked, ...navigator.languages]) {
    const lang = (tag ?? '').slice(0, 2);
    if (lang in texts) return lang;
  }
  return 'en';
}

export const lang = choose();

/** The text of a key, with {name} filled from values. */
export function t(key, values = {}) {
  return texts[lang][key].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''));
}

/** Whether a key has a text. */
export function has(key) {
  return Object.hasOwn(texts[lang], key);
}

/** The same address in the other language. */
export function otherLanguage() {
  const url = new URL(location.href);
  url.searchParams.set('lang', lang === 'ja' ? 'en' : 'ja');
  return url.href;
}

/** An address of this site that keeps the language, when it was asked for. */
export function link(path, params = {}) {
  const url = new URL(path, location.origin);
  for (const [k, v] of Object.entries(params)) url.searchParams.set(k, v);
  const asked = new URLSearchParams(location.search).get('lang');
  if (asked) url.searchParams.set('lang', asked);
  return url.pathname + url.search;
}
