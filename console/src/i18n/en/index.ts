import account from "./account.json";
import apidocs from "./apidocs.json";
import bubbles from "./bubbles.json";
import common from "./common.json";
import hours from "./hours.json";
import inbox from "./inbox.json";
import manual from "./manual.json";
import me from "./me.json";
import members from "./members.json";
import rehearse from "./rehearse.json";
import rules from "./rules.json";
import session from "./session.json";
import settings from "./settings.json";
import suggest from "./suggest.json";
import transfer from "./transfer.json";

export default {
  common,
  bubbles,
  session,
  inbox,
  rules,
  rehearse,
  suggest,
  transfer,
  settings,
  hours,
  manual,
  members,
  account,
  me,
  apidocs,
};
