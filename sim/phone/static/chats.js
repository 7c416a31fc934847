// What a phone can do in a chat: the talk with one account, or a group.

import * as api from './api.js';
import { t } from './i18n.js';

/** Groups and rooms have ids of their own, channels have numbers. */
export const isGroup = (key) => /^[CR][0-9a-f]{32}$/.test(key);

/** The chat of a user with this key, the id of a channel or of a group. */
export function chatOf(user, key) {
  return isGroup(key) ? group(user, key) : {
    load: () => api.talk(user, key),
    send: (message) => api.send(user, key, message),
    postback: (tap) => api.postback(user, key, tap),
    unsend: (message) => api.unsend(user, key, message),
  };
}

function group(user, id) {
  return {
    /** A group as a talk: named by itself, with members who are nobody's blocked friends. */
    async load() {
      const g = await api.group(id);
      const me = g.members.find((one) => one.userId === user);
      if (!me) throw new api.Refused(404, 'no member');
      return { ...g, title: t('groupNamed', { name: g.name || t('room'), n: g.members.length + (g.joined ? 1 : 0) }), friend: me, relation: 'friend', group: g.kind };
    },
    send: (message) => api.sendToGroup(user, id, message),
    postback: ({ data, params }) => api.postbackInGroup(user, id, { data, params }),
    unsend: (message) => api.unsendInGroup(id, message),
    edit: (message, text) => api.editInGroup(id, message, text),
    leave: () => api.leaveGroup(user, id),
  };
}

/** Who wrote a bubble: own, and for the others name and picture. */
export function authorOf(b, talk) {
  if (b.from === 'account') return { own: false, name: talk.account, picture: talk.group ? undefined : talk.pictureUrl, key: talk.channel };
  const own = !b.user || b.user === talk.friend.userId;
  const member = talk.members?.find((one) => one.userId === b.user);
  return { own, name: own ? t('me') : member?.displayName ?? t('leftMember'), picture: member?.pictureUrl, key: b.user ?? talk.friend.userId };
}
