// /phone/ lists the friends, /phone/{userId}?channel= is one phone.

import { lang } from './i18n.js';
import { showList } from './list.js';
import { showTalk } from './talk.js';

document.documentElement.lang = lang;
const user = decodeURIComponent(location.pathname.slice('/phone/'.length));
const app = document.getElementById('app');
if (user) showTalk(app, user, new URLSearchParams(location.search).get('channel'));
else showList(app);
