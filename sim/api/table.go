package api

import "ohenji/sim/platform"

// The operations of line-openapi, grouped; a test compares them with the
// documents where those are present. Without a handle the answer is 501.

// webhookOperations are about webhook settings.
func webhookOperations() []operation {
	return []operation{
		{ID: "getWebhookEndpoint", Method: "GET", Path: "/v2/bot/channel/webhook/endpoint", Rate: perMinute(1000), handle: getEndpoint},
		{ID: "setWebhookEndpoint", Method: "PUT", Path: "/v2/bot/channel/webhook/endpoint", Rate: perMinute(1000), handle: setEndpoint},
		{ID: "testWebhookEndpoint", Method: "POST", Path: "/v2/bot/channel/webhook/test", Rate: perHour(60), handle: testEndpoint},
	}
}

// messageOperations are about sending, content, reading.
func messageOperations() []operation {
	return []operation{
		{ID: "getMessageContent", Method: "GET", Path: "/v2/bot/message/{messageId}/content", Rate: perSecond(2000), Fault: "content", handle: content},
		{ID: "getMessageContentPreview", Method: "GET", Path: "/v2/bot/message/{messageId}/content/preview", Rate: perSecond(2000), Fault: "content", handle: contentPreview},
		{ID: "getMessageContentTranscodingByMessageId", Method: "GET", Path: "/v2/bot/message/{messageId}/content/transcoding", Rate: perSecond(2000), Fault: "content", handle: transcoding},
		{ID: "replyMessage", Method: "POST", Path: "/v2/bot/message/reply", Rate: perSecond(2000), Fault: "reply", handle: reply},
		{ID: "pushMessage", Method: "POST", Path: "/v2/bot/message/push", Rate: perSecond(2000), RetryKey: true, Fault: "push", handle: push},
		{ID: "multicast", Method: "POST", Path: "/v2/bot/message/multicast", Rate: perSecond(200), RetryKey: true, handle: multicast},
		{ID: "narrowcast", Method: "POST", Path: "/v2/bot/message/narrowcast", Rate: perHour(60), RetryKey: true, handle: narrowcast},
		{ID: "getNarrowcastProgress", Method: "GET", Path: "/v2/bot/message/progress/narrowcast", Rate: perSecond(2000), handle: narrowcastProgress},
		{ID: "broadcast", Method: "POST", Path: "/v2/bot/message/broadcast", Rate: perHour(60), RetryKey: true, handle: broadcast},
		{ID: "validateReply", Method: "POST", Path: "/v2/bot/message/validate/reply", Rate: perSecond(2000), handle: validate},
		{ID: "validatePush", Method: "POST", Path: "/v2/bot/message/validate/push", Rate: perSecond(2000), handle: validate},
		{ID: "validateMulticast", Method: "POST", Path: "/v2/bot/message/validate/multicast", Rate: perSecond(2000), handle: validate},
		{ID: "validateNarrowcast", Method: "POST", Path: "/v2/bot/message/validate/narrowcast", Rate: perSecond(2000), handle: validate},
		{ID: "validateBroadcast", Method: "POST", Path: "/v2/bot/message/validate/broadcast", Rate: perSecond(2000), handle: validate},
		{ID: "markMessagesAsRead", Method: "POST", Path: "/v2/bot/message/markAsRead", Rate: perSecond(2000), handle: markAllAsRead},
		{ID: "pushMessagesByPhone", Method: "POST", Path: "/bot/pnp/push", Rate: perSecond(2000)},
		{ID: "showLoadingAnimation", Method: "POST", Path: "/v2/bot/chat/loading/start", Rate: perSecond(100), Fault: "loading", handle: startLoading},
		{ID: "markMessagesAsReadByToken", Method: "POST", Path: "/v2/bot/chat/markAsRead", Rate: perSecond(2000), handle: markAsRead},
	}
}

// statisticsOperations are about quota and statistics.
func statisticsOperations() []operation {
	return []operation{
		{ID: "getMessageQuota", Method: "GET", Path: "/v2/bot/message/quota", Rate: perSecond(2000), handle: quota},
		{ID: "getMessageQuotaConsumption", Method: "GET", Path: "/v2/bot/message/quota/consumption", Rate: perSecond(2000), handle: consumption},
		{ID: "getNumberOfSentReplyMessages", Method: "GET", Path: "/v2/bot/message/delivery/reply", Rate: perSecond(2000), handle: deliveries(platform.MethodReply)},
		{ID: "getNumberOfSentPushMessages", Method: "GET", Path: "/v2/bot/message/delivery/push", Rate: perSecond(2000), handle: deliveries(platform.MethodPush)},
		{ID: "getNumberOfSentMulticastMessages", Method: "GET", Path: "/v2/bot/message/delivery/multicast", Rate: perSecond(2000), handle: deliveries(platform.MethodMulticast)},
		{ID: "getNumberOfSentBroadcastMessages", Method: "GET", Path: "/v2/bot/message/delivery/broadcast", Rate: perSecond(2000), handle: deliveries(platform.MethodBroadcast)},
		{ID: "getAggregationUnitUsage", Method: "GET", Path: "/v2/bot/message/aggregation/info", Rate: perSecond(2000), handle: unitUsage},
		{ID: "getAggregationUnitNameList", Method: "GET", Path: "/v2/bot/message/aggregation/list", Rate: perSecond(2000), handle: unitNames},
		{ID: "getPNPMessageStatistics", Method: "GET", Path: "/v2/bot/message/delivery/pnp", Rate: perSecond(2000)},
	}
}

// peopleOperations are about people, groups, rooms, the account itself.
func peopleOperations() []operation {
	return []operation{
		{ID: "getProfile", Method: "GET", Path: "/v2/bot/profile/{userId}", Rate: perSecond(2000), Fault: "profile", handle: profile},
		{ID: "getFollowers", Method: "GET", Path: "/v2/bot/followers/ids", Rate: perSecond(2000), handle: followers},
		{ID: "getBotInfo", Method: "GET", Path: "/v2/bot/info", Rate: perSecond(2000), handle: botInfo},
		{ID: "getGroupMemberProfile", Method: "GET", Path: "/v2/bot/group/{groupId}/member/{userId}", Rate: perSecond(2000), handle: member('C')},
		{ID: "getRoomMemberProfile", Method: "GET", Path: "/v2/bot/room/{roomId}/member/{userId}", Rate: perSecond(2000), handle: member('R')},
		{ID: "getGroupMembersIds", Method: "GET", Path: "/v2/bot/group/{groupId}/members/ids", Rate: perSecond(2000), handle: memberIDs('C')},
		{ID: "getRoomMembersIds", Method: "GET", Path: "/v2/bot/room/{roomId}/members/ids", Rate: perSecond(2000), handle: memberIDs('R')},
		{ID: "leaveGroup", Method: "POST", Path: "/v2/bot/group/{groupId}/leave", Rate: perSecond(2000), handle: leave('C')},
		{ID: "leaveRoom", Method: "POST", Path: "/v2/bot/room/{roomId}/leave", Rate: perSecond(2000), handle: leave('R')},
		{ID: "getGroupSummary", Method: "GET", Path: "/v2/bot/group/{groupId}/summary", Rate: perSecond(2000), handle: groupSummary},
		{ID: "getGroupMemberCount", Method: "GET", Path: "/v2/bot/group/{groupId}/members/count", Rate: perSecond(2000), handle: memberCount('C')},
		{ID: "getRoomMemberCount", Method: "GET", Path: "/v2/bot/room/{roomId}/members/count", Rate: perSecond(2000), handle: memberCount('R')},
	}
}

// richMenuOperations are about rich menus.
func richMenuOperations() []operation {
	return []operation{
		{ID: "createRichMenu", Method: "POST", Path: "/v2/bot/richmenu", Rate: perHour(100)},
		{ID: "validateRichMenuObject", Method: "POST", Path: "/v2/bot/richmenu/validate", Rate: perSecond(2000)},
		{ID: "getRichMenuImage", Method: "GET", Path: "/v2/bot/richmenu/{richMenuId}/content", Rate: perSecond(2000)},
		{ID: "setRichMenuImage", Method: "POST", Path: "/v2/bot/richmenu/{richMenuId}/content", Rate: perSecond(2000)},
		{ID: "getRichMenu", Method: "GET", Path: "/v2/bot/richmenu/{richMenuId}", Rate: perSecond(2000)},
		{ID: "deleteRichMenu", Method: "DELETE", Path: "/v2/bot/richmenu/{richMenuId}", Rate: perHour(100)},
		{ID: "getRichMenuList", Method: "GET", Path: "/v2/bot/richmenu/list", Rate: perSecond(10)},
		{ID: "setDefaultRichMenu", Method: "POST", Path: "/v2/bot/user/all/richmenu/{richMenuId}", Rate: perSecond(2000)},
		{ID: "getDefaultRichMenuId", Method: "GET", Path: "/v2/bot/user/all/richmenu", Rate: perSecond(2000)},
		{ID: "cancelDefaultRichMenu", Method: "DELETE", Path: "/v2/bot/user/all/richmenu", Rate: perSecond(2000)},
		{ID: "createRichMenuAlias", Method: "POST", Path: "/v2/bot/richmenu/alias", Rate: perSecond(2000)},
		{ID: "getRichMenuAlias", Method: "GET", Path: "/v2/bot/richmenu/alias/{richMenuAliasId}", Rate: perSecond(2000)},
		{ID: "updateRichMenuAlias", Method: "POST", Path: "/v2/bot/richmenu/alias/{richMenuAliasId}", Rate: perSecond(2000)},
		{ID: "deleteRichMenuAlias", Method: "DELETE", Path: "/v2/bot/richmenu/alias/{richMenuAliasId}", Rate: perHour(100)},
		{ID: "getRichMenuAliasList", Method: "GET", Path: "/v2/bot/richmenu/alias/list", Rate: perSecond(2000)},
		{ID: "getRichMenuIdOfUser", Method: "GET", Path: "/v2/bot/user/{userId}/richmenu", Rate: perSecond(2000)},
		{ID: "unlinkRichMenuIdFromUser", Method: "DELETE", Path: "/v2/bot/user/{userId}/richmenu", Rate: perSecond(2000)},
		{ID: "linkRichMenuIdToUser", Method: "POST", Path: "/v2/bot/user/{userId}/richmenu/{richMenuId}", Rate: perSecond(2000)},
		{ID: "linkRichMenuIdToUsers", Method: "POST", Path: "/v2/bot/richmenu/bulk/link", Rate: perSecond(2000)},
		{ID: "unlinkRichMenuIdFromUsers", Method: "POST", Path: "/v2/bot/richmenu/bulk/unlink", Rate: perSecond(2000)},
		{ID: "richMenuBatch", Method: "POST", Path: "/v2/bot/richmenu/batch", Rate: perHour(3)},
		{ID: "validateRichMenuBatchRequest", Method: "POST", Path: "/v2/bot/richmenu/validate/batch", Rate: perSecond(2000)},
		{ID: "getRichMenuBatchProgress", Method: "GET", Path: "/v2/bot/richmenu/progress/batch", Rate: perHour(100)},
	}
}

// otherOperations are about account link, memberships, coupons.
func otherOperations() []operation {
	return []operation{
		{ID: "issueLinkToken", Method: "POST", Path: "/v2/bot/user/{userId}/linkToken", Rate: perSecond(2000)},
		{ID: "getMembershipSubscription", Method: "GET", Path: "/v2/bot/membership/subscription/{userId}", Rate: perSecond(200)},
		{ID: "getMembershipList", Method: "GET", Path: "/v2/bot/membership/list", Rate: perSecond(200)},
		{ID: "getJoinedMembershipUsers", Method: "GET", Path: "/v2/bot/membership/{membershipId}/users/ids", Rate: perSecond(200)},
		{ID: "listCoupon", Method: "GET", Path: "/v2/bot/coupon", Rate: perSecond(200)},
		{ID: "createCoupon", Method: "POST", Path: "/v2/bot/coupon", Rate: perSecond(200)},
		{ID: "getCouponDetail", Method: "GET", Path: "/v2/bot/coupon/{couponId}", Rate: perSecond(200)},
		{ID: "closeCoupon", Method: "PUT", Path: "/v2/bot/coupon/{couponId}/close", Rate: perSecond(200)},
	}
}

// insightOperations are about insight.
func insightOperations() []operation {
	return []operation{
		{ID: "getFriendsDemographics", Method: "GET", Path: "/v2/bot/insight/demographic", Rate: perHour(60)},
		{ID: "getNumberOfMessageDeliveries", Method: "GET", Path: "/v2/bot/insight/message/delivery", Rate: perHour(60)},
		{ID: "getNumberOfFollowers", Method: "GET", Path: "/v2/bot/insight/followers", Rate: perHour(60)},
		{ID: "getMessageEvent", Method: "GET", Path: "/v2/bot/insight/message/event", Rate: perHour(60)},
		{ID: "getStatisticsPerUnit", Method: "GET", Path: "/v2/bot/insight/message/event/aggregation", Rate: perHour(60)},
		{ID: "getRichMenuInsightSummary", Method: "GET", Path: "/v2/bot/insight/richmenu/{richMenuId}/summary", Rate: perHour(60)},
		{ID: "getRichMenuInsightDaily", Method: "GET", Path: "/v2/bot/insight/richmenu/{richMenuId}/daily", Rate: perHour(60)},
	}
}

// audienceOperations are about audiences.
func audienceOperations() []operation {
	return []operation{
		{ID: "createAudienceGroup", Method: "POST", Path: "/v2/bot/audienceGroup/upload", Rate: perMinute(60)},
		{ID: "addAudienceToAudienceGroup", Method: "PUT", Path: "/v2/bot/audienceGroup/upload", Rate: perMinute(60)},
		{ID: "createAudienceForUploadingUserIds", Method: "POST", Path: "/v2/bot/audienceGroup/upload/byFile", Rate: perMinute(60)},
		{ID: "addUserIdsToAudience", Method: "PUT", Path: "/v2/bot/audienceGroup/upload/byFile", Rate: perMinute(60)},
		{ID: "createClickBasedAudienceGroup", Method: "POST", Path: "/v2/bot/audienceGroup/click", Rate: perMinute(60)},
		{ID: "createImpBasedAudienceGroup", Method: "POST", Path: "/v2/bot/audienceGroup/imp", Rate: perMinute(60)},
		{ID: "updateAudienceGroupDescription", Method: "PUT", Path: "/v2/bot/audienceGroup/{audienceGroupId}/updateDescription", Rate: perMinute(60)},
		{ID: "deleteAudienceGroup", Method: "DELETE", Path: "/v2/bot/audienceGroup/{audienceGroupId}", Rate: perMinute(60)},
		{ID: "getAudienceData", Method: "GET", Path: "/v2/bot/audienceGroup/{audienceGroupId}", Rate: perMinute(60)},
		{ID: "getAudienceGroups", Method: "GET", Path: "/v2/bot/audienceGroup/list", Rate: perMinute(60)},
		{ID: "getSharedAudienceData", Method: "GET", Path: "/v2/bot/audienceGroup/shared/{audienceGroupId}", Rate: perMinute(60)},
		{ID: "getSharedAudienceGroups", Method: "GET", Path: "/v2/bot/audienceGroup/shared/list", Rate: perMinute(60)},
	}
}

// tokenOperations are about channel access tokens.
func tokenOperations() []operation {
	return []operation{
		{ID: "issueStatelessChannelToken", Method: "POST", Path: "/oauth2/v3/token", Rate: perSecond(2000), Open: true, Fault: "token", handle: issueStateless},
		{ID: "getsAllValidChannelAccessTokenKeyIds", Method: "GET", Path: "/oauth2/v2.1/tokens/kid", Rate: perSecond(2000), Open: true},
		{ID: "issueChannelTokenByJWT", Method: "POST", Path: "/oauth2/v2.1/token", Rate: perSecond(2000), Open: true},
		{ID: "verifyChannelTokenByJWT", Method: "GET", Path: "/oauth2/v2.1/verify", Rate: perSecond(2000), Open: true},
		{ID: "revokeChannelTokenByJWT", Method: "POST", Path: "/oauth2/v2.1/revoke", Rate: perSecond(2000), Open: true},
		{ID: "issueChannelToken", Method: "POST", Path: "/v2/oauth/accessToken", Rate: perSecond(370), Open: true},
		{ID: "verifyChannelToken", Method: "POST", Path: "/v2/oauth/verify", Rate: perSecond(2000), Open: true},
		{ID: "revokeChannelToken", Method: "POST", Path: "/v2/oauth/revoke", Rate: perSecond(2000), Open: true},
	}
}

// moduleOperations are about module channels, LIFF, mission stickers.
func moduleOperations() []operation {
	return []operation{
		{ID: "detachModule", Method: "POST", Path: "/v2/bot/channel/detach", Rate: perSecond(2000)},
		{ID: "acquireChatControl", Method: "POST", Path: "/v2/bot/chat/{chatId}/control/acquire", Rate: perSecond(2000)},
		{ID: "releaseChatControl", Method: "POST", Path: "/v2/bot/chat/{chatId}/control/release", Rate: perSecond(2000)},
		{ID: "getModules", Method: "GET", Path: "/v2/bot/list", Rate: perSecond(2000)},
		{ID: "attachModule", Method: "POST", Path: "/module/auth/v1/token", Rate: perSecond(2000), Open: true},
		{ID: "addLIFFApp", Method: "POST", Path: "/liff/v1/apps", Rate: perSecond(2000)},
		{ID: "getAllLIFFApps", Method: "GET", Path: "/liff/v1/apps", Rate: perSecond(2000)},
		{ID: "updateLIFFApp", Method: "PUT", Path: "/liff/v1/apps/{liffId}", Rate: perSecond(2000)},
		{ID: "deleteLIFFApp", Method: "DELETE", Path: "/liff/v1/apps/{liffId}", Rate: perSecond(2000)},
		{ID: "missionStickerV3", Method: "POST", Path: "/shop/v3/mission", Rate: perSecond(2000)},
	}
}
