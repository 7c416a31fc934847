// Written by "npm run generate" from docs/openapi.yaml; do not edit.
export interface paths {
    "/api/v1/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's accounts */
        get: operations["list-accounts"];
        put?: never;
        /** Add an account; LINE is asked whether it knows the channel */
        post: operations["create-account"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{account}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One account */
        get: operations["get-account"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change an account's name or channel */
        patch: operations["update-account"];
        trace?: never;
    };
    "/api/v1/accounts/{account}/answers/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Settings, greetings, hours and rules as a file */
        get: operations["export-answers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{account}/answers/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring the account to what an exported file says; a faulty file changes nothing */
        post: operations["import-answers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{account}/contact-words": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tags and names of attributes in use */
        get: operations["list-contact-words"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{account}/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Conversations, newest message first */
        get: operations["list-conversations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{account}/conversations/{conversation}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One conversation */
        get: operations["get-conversation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{account}/conversations/{conversation}/contact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tags and attributes of the contact */
        get: operations["get-contact-data"];
        /** Change tags and attributes of the contact */
        put: operations["set-contact-data"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{account}/conversations/{conversation}/manual": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** 手動チャットで対応: keep the rules silent for this contact */
        put: operations["open-manual"];
        post?: never;
        /** 自動応答に戻す: let the rules answer this contact again */
        delete: operations["end-manual"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{account}/conversations/{conversation}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The timeline, newest first */
        get: operations["list-messages"];
        put?: never;
        /** Answer by hand; opens the manual window */
        post: operations["send-message"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{account}/conversations/{conversation}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark as seen on the desk */
        post: operations["mark-read"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{account}/conversations/{conversation}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change a conversation's state */
        put: operations["set-status"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{account}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The ledger of requests to LINE, newest first */
        get: operations["list-deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{account}/deliveries/{delivery}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One delivery with each of its tries */
        get: operations["get-delivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{account}/hours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 応答時間 */
        get: operations["get-hours"];
        /** Change the business hours, or add a schedule of a new name */
        put: operations["set-hours"];
        post?: never;
        /** Remove a named schedule that nothing names any more */
        delete: operations["delete-hours"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{account}/hours/calendar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What applies on each of the next days */
        get: operations["get-hours-calendar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{account}/hours/rename": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a schedule another name, also where rules and settings name it */
        post: operations["rename-hours"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{account}/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All rules in their order */
        get: operations["list-rules"];
        put?: never;
        /** Add a rule behind the others */
        post: operations["create-rule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{account}/rules/hits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How often rules have answered; those that never did are left out */
        get: operations["list-rule-hits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{account}/rules/order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Put the rules into an order */
        put: operations["order-rules"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{account}/rules/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Which answers to real messages an edit would have changed; nothing is sent or written */
        post: operations["replay-rules"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{account}/rules/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Texts that no rule answered, in groups */
        get: operations["list-suggestions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{account}/rules/suggestions/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Do not suggest these texts any more */
        post: operations["dismiss-suggestion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{account}/rules/suggestions/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Suggest these texts again */
        post: operations["restore-suggestion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{account}/rules/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What would be answered to a message; nothing is sent or written */
        post: operations["test-rules"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{account}/rules/test/examples": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What friends have sent of late, to be tried */
        get: operations["list-test-examples"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{account}/rules/warnings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is odd about rules that are valid: rules that never win, keywords in vain */
        get: operations["list-rule-warnings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{account}/rules/{rule}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One rule */
        get: operations["get-rule"];
        /** Change a rule */
        put: operations["update-rule"];
        post?: never;
        /** Delete a rule */
        delete: operations["delete-rule"];
        options?: never;
        head?: never;
        /** Turn a rule on or off, or move it to a folder */
        patch: operations["change-rule"];
        trace?: never;
    };
    "/api/v1/accounts/{account}/rules/{rule}/keywords": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add keywords to a rule */
        post: operations["add-keywords"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{account}/schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All schedules of the account, the one without a name first */
        get: operations["list-hours"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{account}/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** 応答設定 */
        get: operations["get-settings"];
        /** Change the response settings */
        put: operations["set-settings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{account}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How an account is doing: webhook, quota, problems */
        get: operations["get-account-status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Server-sent events: hints of what to fetch again
         * @description `event: ready` once connected, then `event: hint` with {kind, account, id} and no content. After a reconnect fetch everything that is shown anew: hints may be lost.
         */
        get: operations["stream-events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/join": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set the first password with the one-time link of an invitation */
        post: operations["join"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change my name or language */
        patch: operations["update-me"];
        trace?: never;
    };
    "/api/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change my password; my other sessions end */
        put: operations["set-my-password"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All members */
        get: operations["list-members"];
        put?: never;
        /** Add a member */
        post: operations["invite-member"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/members/{member}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a member; what that person wrote stays */
        delete: operations["remove-member"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/members/{member}/grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change what a member may do */
        put: operations["set-member-grants"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/members/{member}/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new link for a member who forgot the password */
        post: operations["invite-member-again"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is logged in */
        get: operations["get-session"];
        put?: never;
        /** Log in with a password */
        post: operations["login"];
        /** Log out */
        delete: operations["logout"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Log in with a one-time link */
        post: operations["login-by-link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the installation needs its owner */
        get: operations["get-setup"];
        put?: never;
        /** Create the owner with the one-time link of the first start */
        post: operations["setup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All API tokens */
        get: operations["list-tokens"];
        put?: never;
        /** Make an API token */
        post: operations["create-token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke an API token */
        delete: operations["delete-token"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Account: {
            /** @description LINE's id of the account, such as @123abcde; empty until LINE was asked */
            basicId: string;
            /** @description Empty until LINE was asked */
            botUserId: string;
            channelId: string;
            /** @description Whether chat is on in LINE's own manager: chat, bot, or empty when not known */
            chatMode: string;
            /** Format: date-time */
            createdAt: string;
            /** @description The webhook address to enter at LINE */
            hookUrl: string;
            id: string;
            key: string;
            name: string;
            /**
             * @description What the caller is on it
             * @enum {string}
             */
            role: "owner" | "member";
        };
        AccountStatus: {
            badSignatures: components["schemas"]["BadSignatures"];
            chatMode: string;
            hookUrl: string;
            /** Format: date-time */
            lastEventAt?: string;
            problems: components["schemas"]["Trouble"][];
            quota: components["schemas"]["Quota"];
        };
        Action: {
            altUri?: components["schemas"]["AltURI"];
            clipboardText?: string;
            data?: string;
            displayText?: string;
            fillInText?: string;
            initial?: string;
            inputOption?: string;
            label?: string;
            max?: string;
            min?: string;
            mode?: string;
            text?: string;
            type: string;
            uri?: string;
        };
        AltURI: {
            desktop: string;
        };
        Area: {
            /** Format: int64 */
            height: number;
            /** Format: int64 */
            width: number;
            /** Format: int64 */
            x: number;
            /** Format: int64 */
            y: number;
        };
        Attempt: {
            /** Format: date-time */
            endedAt?: string;
            error?: string;
            /** @description LINE's x-line-request-id */
            lineRequest?: string;
            /** @enum {string} */
            method: "reply" | "push";
            /** Format: int64 */
            number: number;
            /** Format: date-time */
            startedAt: string;
            /**
             * Format: int64
             * @description HTTP status; 0 when none came
             */
            status: number;
        };
        Audience: {
            all?: string[];
            any?: string[];
            none?: string[];
        };
        AudioBubble: {
            /** Format: int64 */
            duration: number;
            originalContentUrl: string;
        };
        BadSignatures: {
            /** Format: int64 */
            count: number;
            /** Format: date-time */
            lastAt?: string;
        };
        Bubble: {
            audio?: components["schemas"]["AudioBubble"];
            buttons?: components["schemas"]["ButtonsBubble"];
            carousel?: components["schemas"]["CarouselBubble"];
            confirm?: components["schemas"]["ConfirmBubble"];
            flex?: components["schemas"]["FlexBubble"];
            image?: components["schemas"]["ImageBubble"];
            imageCarousel?: components["schemas"]["ImageCarouselBubble"];
            imagemap?: components["schemas"]["ImagemapBubble"];
            location?: components["schemas"]["LocationBubble"];
            quickReplies?: components["schemas"]["QuickReply"][];
            sticker?: components["schemas"]["StickerBubble"];
            text?: string;
            video?: components["schemas"]["VideoBubble"];
        };
        ButtonsBubble: {
            actions: components["schemas"]["Action"][];
            altText: string;
            defaultAction?: components["schemas"]["Action"];
            imageAspectRatio?: string;
            imageBackgroundColor?: string;
            imageSize?: string;
            text: string;
            thumbnailImageUrl?: string;
            title?: string;
        };
        CalendarDay: {
            /** @example 2026-11-23 */
            date: string;
            /** @description Name of the public holiday, also when it changes nothing */
            holiday?: string;
            /** @description Slots that begin on this day; none means closed */
            slots: string[];
            /**
             * @description Where the slots come from
             * @enum {string}
             */
            source: "week" | "holiday" | "special";
            /** @description Name of the special day */
            special?: string;
        };
        CarouselBubble: {
            altText: string;
            columns: components["schemas"]["Column"][];
            imageAspectRatio?: string;
            imageSize?: string;
        };
        ChangeAccountInputBody: {
            channel?: components["schemas"]["ChannelInput"];
            name?: string;
        };
        ChangeRuleInputBody: {
            enabled?: boolean;
            /** @description Empty for none */
            folder?: string;
        };
        ChannelInput: {
            id: string;
            secret: string;
        };
        Column: {
            actions: components["schemas"]["Action"][];
            defaultAction?: components["schemas"]["Action"];
            imageBackgroundColor?: string;
            text: string;
            thumbnailImageUrl?: string;
            title?: string;
        };
        ConfirmBubble: {
            actions: components["schemas"]["Action"][];
            altText: string;
            text: string;
        };
        Contact: {
            /** @enum {string} */
            friend: "friend" | "blocked" | "unknown";
            id: string;
            lineUserId: string;
            /** @description Display name; empty while LINE has not told it */
            name: string;
            pictureUrl: string;
            statusMessage: string;
        };
        ContactData: {
            /** @description Texts can say them, as {属性:name|text} */
            attributes: {
                [key: string]: string;
            };
            /** @description Rules can answer by them */
            tags: string[];
        };
        ContactWords: {
            attributes: string[];
            tags: string[];
        };
        Conversation: {
            accountId: string;
            contact: components["schemas"]["Contact"];
            id: string;
            lastMessage?: components["schemas"]["LastMessage"];
            /** @description The open manual window: rules are silent until it ends */
            manual?: components["schemas"]["Manual"];
            route: components["schemas"]["Route"];
            /** @enum {string} */
            status: "open" | "followup" | "done" | "spam";
            /**
             * Format: date-time
             * @description Since when a message waits for a person
             */
            unansweredSince?: string;
            /** Format: int64 */
            unread: number;
            /** Format: date-time */
            updatedAt: string;
        };
        Decision: {
            final?: boolean;
            inside: boolean;
            keyword?: string;
            kind?: string;
            /** @enum {string} */
            method: "manual" | "manual+auto" | "auto";
            /** Format: int64 */
            noMatch?: number;
            /** Format: int64 */
            omitted?: number;
            others: components["schemas"]["Verdict"][];
            /** @enum {string} */
            outcome: "answered" | "silent";
            /** @enum {string} */
            reason: "spam" | "standby" | "manual_window" | "method_manual" | "kind" | "rule" | "no_match";
            ruleId?: string;
            ruleTitle?: string;
        };
        Delivery: {
            /** Format: int64 */
            attempts: number;
            conversationId: string;
            /** Format: date-time */
            createdAt: string;
            /** @description Why it is not accepted (yet) */
            error?: components["schemas"]["DeliveryProblem"];
            id: string;
            /**
             * @description The way of the newest attempt: reply is free, push is counted
             * @enum {string}
             */
            method: "reply" | "push";
            origin: components["schemas"]["Sender"];
            /** @enum {string} */
            state: "queued" | "sending" | "accepted" | "failed" | "unknown";
            /** Format: date-time */
            updatedAt: string;
        };
        DeliveryDetail: {
            /** Format: int64 */
            attempts: number;
            conversationId: string;
            /** Format: date-time */
            createdAt: string;
            /** @description Why it is not accepted (yet) */
            error?: components["schemas"]["DeliveryProblem"];
            id: string;
            /**
             * @description The way of the newest attempt: reply is free, push is counted
             * @enum {string}
             */
            method: "reply" | "push";
            origin: components["schemas"]["Sender"];
            /** @enum {string} */
            state: "queued" | "sending" | "accepted" | "failed" | "unknown";
            tries: components["schemas"]["Attempt"][];
            /** Format: date-time */
            updatedAt: string;
        };
        DeliveryProblem: {
            code: string;
            /** @description LINE's own words */
            detail?: string;
        };
        Edited: {
            /** @description Ids of rules, first one first; those that are not named stand behind */
            order?: string[];
            /** @description Ids of rules */
            removed?: string[];
            rule?: components["schemas"]["EditedRule"];
        };
        EditedRule: {
            anyKind?: boolean;
            audience?: components["schemas"]["Audience"];
            /** @description One to five; {友だちの表示名}, {アカウント名}, {次の営業開始}, {日付} and {属性:name|text} are filled in */
            bubbles: components["schemas"]["Bubble"][];
            /** Format: int64 */
            cooldownMinutes?: number;
            enabled: boolean;
            final?: boolean;
            folder?: string;
            forbidden?: string[];
            /** @description Empty for a new rule, whose id in the answer is new */
            id?: string;
            keep?: ("width" | "case" | "kana" | "long" | "small" | "edges")[];
            /** @description Empty for a uniform reply (一律応答) and for one by kind or postback */
            keywords: string[];
            kinds?: ("sticker" | "image" | "video" | "audio" | "file" | "location")[];
            /** @enum {string} */
            match?: "exact" | "prefix" | "contains" | "regex";
            postbacks?: components["schemas"]["Postback"][];
            schedule?: components["schemas"]["RuleSchedule"];
            title: string;
        };
        FieldProblem: {
            code: string;
            /** @description Path of the field, such as body.bubbles[0].text */
            location: string;
            message: string;
            params?: {
                [key: string]: unknown;
            };
        };
        FileFault: {
            code: string;
            /**
             * Format: int64
             * @description From 1, where it is known
             */
            column?: number;
            /** @description Path such as rules[0].bubbles[1].text; in CSV the name of the column */
            field: string;
            /**
             * Format: int64
             * @description From 1
             */
            line: number;
            /** @description In the reader's language */
            message: string;
        };
        FlexBubble: {
            altText: string;
            contents: unknown;
        };
        Grant: {
            account: string;
            /** @enum {string} */
            role: "owner" | "member";
        };
        GrantsInputBody: {
            admin: boolean;
            grants: components["schemas"]["Grant"][];
        };
        HolidayHours: {
            /**
             * @description as_weekday: like other days; closed; own: the slots beside
             * @enum {string}
             */
            mode: "as_weekday" | "closed" | "own";
            /** @description With mode own */
            slots?: string[];
        };
        Hours: {
            /** @description What public holidays of Japan do to the week */
            holidays?: components["schemas"]["HolidayHours"];
            /** @description Days with hours of their own, stronger than holidays */
            special?: components["schemas"]["SpecialDay"][];
            /** @description mon to sun; slots like 10:00-19:00, over midnight 17:00-25:00 */
            week: {
                [key: string]: string[];
            };
            /**
             * @description IANA time zone
             * @example Asia/Tokyo
             */
            zone: string;
        };
        ImageBubble: {
            originalContentUrl: string;
            previewImageUrl: string;
        };
        ImageCarouselBubble: {
            altText: string;
            columns: components["schemas"]["ImageColumn"][];
        };
        ImageColumn: {
            action: components["schemas"]["Action"];
            imageUrl: string;
        };
        ImagemapAction: {
            area: components["schemas"]["Area"];
            clipboardText?: string;
            label?: string;
            linkUri?: string;
            text?: string;
            type: string;
        };
        ImagemapBubble: {
            actions: components["schemas"]["ImagemapAction"][];
            altText: string;
            baseSize: components["schemas"]["Size"];
            baseUrl: string;
        };
        ImportOutcome: {
            /** @description Of a dry run: all that is wrong with the file, which is not imported then */
            faults: components["schemas"]["FileFault"][];
            /** @description Stands for what the account answers: of a dry run as it is, else as it became */
            state: string;
            /** @description In the order in which they are made; empty when nothing changes */
            steps: components["schemas"]["ImportStep"][];
        };
        ImportStep: {
            /** @description Of the rule, or name of the schedule */
            title: string;
            /** @enum {string} */
            what: "settings.change" | "greeting.change" | "greeting_back.change" | "hours.change" | "schedule.add" | "schedule.change" | "schedule.remove" | "rule.add" | "rule.change" | "rule.move" | "rule.remove";
        };
        Invitation: {
            /** @description One-time link to set the password, for seven days. It is shown only now. */
            link: string;
            member: components["schemas"]["Member"];
        };
        InviteInputBody: {
            admin?: boolean;
            grants?: components["schemas"]["Grant"][];
            login: string;
            name: string;
        };
        JoinInputBody: {
            name: string;
            password: string;
            token: string;
        };
        JoinLink: {
            /** @description One-time link, for seven days. It is shown only now. */
            link: string;
        };
        KeywordsInputBody: {
            /** @description To be added; those that the rule has already stay */
            keywords: string[];
        };
        LastMessage: {
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            direction: "in" | "out";
            id: string;
            kind: string;
            preview: string;
            /** @enum {string} */
            sender: "friend" | "member" | "rule" | "greeting" | "api";
        };
        LinkInputBody: {
            /** @description What stands behind #token= in the link */
            token: string;
        };
        ListAccount: {
            items: components["schemas"]["Account"][];
        };
        ListCalendarDay: {
            items: components["schemas"]["CalendarDay"][];
        };
        ListMember: {
            items: components["schemas"]["Member"][];
        };
        ListMessage: {
            items: components["schemas"]["Message"][];
        };
        ListNamedHours: {
            items: components["schemas"]["NamedHours"][];
        };
        ListRule: {
            items: components["schemas"]["Rule"][];
        };
        ListRuleHits: {
            items: components["schemas"]["RuleHits"][];
        };
        ListTestExample: {
            items: components["schemas"]["TestExample"][];
        };
        ListToken: {
            items: components["schemas"]["Token"][];
        };
        ListWarning: {
            items: components["schemas"]["Warning"][];
        };
        LocationBubble: {
            address: string;
            /** Format: double */
            latitude: number;
            /** Format: double */
            longitude: number;
            title: string;
        };
        LoginInputBody: {
            login: string;
            password: string;
        };
        Manual: {
            by: components["schemas"]["Sender"];
            /** @description Only a member ends it; until is far away */
            byHand?: boolean;
            /** Format: date-time */
            until: string;
        };
        Me: {
            /** @description Owner of the installation */
            admin: boolean;
            id: string;
            /** @enum {string} */
            language: "ja" | "en";
            login: string;
            name: string;
        };
        MeInputBody: {
            /** @enum {string} */
            language?: "ja" | "en";
            name?: string;
        };
        Member: {
            /** @description Owner of the installation: everything, on every account */
            admin: boolean;
            grants: components["schemas"]["Grant"][];
            id: string;
            /** @description Whether the member has set a password */
            joined: boolean;
            login: string;
            name: string;
        };
        Message: {
            /** Format: date-time */
            at: string;
            conversationId: string;
            /** @description What the rules chose for an inbound message, and why */
            decision?: unknown;
            delivery?: components["schemas"]["Delivery"];
            /** @enum {string} */
            direction: "in" | "out";
            id: string;
            /** @description LINE's message type (text, sticker …) or an event type (follow, unfollow, postback …) */
            kind: string;
            /** @description LINE's message object */
            payload?: unknown;
            sender: components["schemas"]["Sender"];
            text: string;
        };
        NamedHours: {
            /** @description What public holidays of Japan do to the week */
            holidays?: components["schemas"]["HolidayHours"];
            /** @description Empty for the one that every account has */
            name: string;
            /** @description Days with hours of their own, stronger than holidays */
            special?: components["schemas"]["SpecialDay"][];
            /** @description mon to sun; slots like 10:00-19:00, over midnight 17:00-25:00 */
            week: {
                [key: string]: string[];
            };
            /**
             * @description IANA time zone
             * @example Asia/Tokyo
             */
            zone: string;
        };
        NewAccountInputBody: {
            channel: components["schemas"]["ChannelInput"];
            /** @description Last part of the webhook address: small letters, digits and hyphens */
            key: string;
            name: string;
        };
        OrderInputBody: {
            /** @description All rules of the account, first one first */
            ids: string[];
        };
        PageConversation: {
            items: components["schemas"]["Conversation"][];
            /** @description Cursor of the next page; missing at the end */
            next?: string;
        };
        PageDelivery: {
            items: components["schemas"]["Delivery"][];
            /** @description Cursor of the next page; missing at the end */
            next?: string;
        };
        PageMessage: {
            items: components["schemas"]["Message"][];
            /** @description Cursor of the next page; missing at the end */
            next?: string;
        };
        PasswordInputBody: {
            new: string;
            old: string;
        };
        Postback: {
            data: string;
            prefix?: boolean;
        };
        Problem: {
            /** @description Stable name of the error, to decide by */
            code: string;
            /** @description What happened and what to do, in the reader's language */
            detail: string;
            /** @description What is wrong with single fields of the request */
            errors?: components["schemas"]["FieldProblem"][];
            /** @description Values in the detail */
            params?: {
                [key: string]: unknown;
            };
            /**
             * Format: int64
             * @description HTTP status
             */
            status: number;
            /** @description HTTP status in words */
            title: string;
        };
        QuickReply: {
            action: components["schemas"]["Action"];
            imageUrl?: string;
        };
        Quota: {
            /** Format: date-time */
            askedAt?: string;
            known: boolean;
            /** Format: int64 */
            limit: number;
            limited: boolean;
            /**
             * Format: int64
             * @description Approximate, as LINE says
             */
            used: number;
        };
        RenameHoursInputBody: {
            from: string;
            to: string;
        };
        ReplaceRuleInputBody: {
            anyKind?: boolean;
            audience?: components["schemas"]["Audience"];
            /** @description One to five; {友だちの表示名}, {アカウント名}, {次の営業開始}, {日付} and {属性:name|text} are filled in */
            bubbles: components["schemas"]["Bubble"][];
            /** Format: int64 */
            cooldownMinutes?: number;
            enabled: boolean;
            final?: boolean;
            folder?: string;
            forbidden?: string[];
            keep?: ("width" | "case" | "kana" | "long" | "small" | "edges")[];
            /** @description Empty for a uniform reply (一律応答) and for one by kind or postback */
            keywords: string[];
            kinds?: ("sticker" | "image" | "video" | "audio" | "file" | "location")[];
            /** @enum {string} */
            match?: "exact" | "prefix" | "contains" | "regex";
            postbacks?: components["schemas"]["Postback"][];
            schedule?: components["schemas"]["RuleSchedule"];
            title: string;
            /**
             * Format: date-time
             * @description Of the rule as its author read it: a later change by somebody else is then not overwritten (409 rule.changed)
             */
            updatedAt?: string;
        };
        Replay: {
            /** @description Newest first */
            changed: components["schemas"]["ReplayedChange"][];
            /** @description There were more; these are the newest */
            cut: boolean;
            /** Format: date-time */
            since: string;
            /**
             * Format: int64
             * @description Messages that were decided on again
             */
            total: number;
            /** Format: int64 */
            unchanged: number;
        };
        ReplayInputBody: {
            edited?: components["schemas"]["Edited"];
            /**
             * Format: int64
             * @description How far back; 0 is since midnight in the account's zone
             */
            hours?: number;
            settings?: components["schemas"]["SettingsInput"];
        };
        ReplayedChange: {
            after: components["schemas"]["ReplayedGiven"];
            /** Format: date-time */
            at: string;
            before: components["schemas"]["ReplayedGiven"];
            contactName: string;
            conversationId: string;
            kind: string;
            messageId: string;
            text: string;
        };
        ReplayedGiven: {
            /** @description Of the answer's bubbles */
            kinds: string[];
            /** @enum {string} */
            outcome: "answered" | "silent";
            /** @enum {string} */
            reason: "spam" | "standby" | "manual_window" | "method_manual" | "kind" | "rule" | "no_match";
            /** @description new for a rule that is not saved */
            ruleId?: string;
            ruleTitle?: string;
            /** @description The first text of the answer, cut, variables unfilled */
            text?: string;
        };
        Route: {
            /** Format: date-time */
            freeUntil?: string;
            /**
             * @description reply is free; push counts in the month's quota
             * @enum {string}
             */
            method: "reply" | "push";
        };
        Rule: {
            anyKind?: boolean;
            audience?: components["schemas"]["Audience"];
            /** @description One to five; {友だちの表示名}, {アカウント名}, {次の営業開始}, {日付} and {属性:name|text} are filled in */
            bubbles: components["schemas"]["Bubble"][];
            /** Format: int64 */
            cooldownMinutes?: number;
            /** Format: date-time */
            createdAt: string;
            enabled: boolean;
            final?: boolean;
            folder?: string;
            forbidden?: string[];
            /**
             * Format: int64
             * @description Messages that it answered
             */
            hits: number;
            id: string;
            keep?: ("width" | "case" | "kana" | "long" | "small" | "edges")[];
            /** @description Empty for a uniform reply (一律応答) and for one by kind or postback */
            keywords: string[];
            kinds?: ("sticker" | "image" | "video" | "audio" | "file" | "location")[];
            /** Format: date-time */
            lastHitAt?: string;
            /** @enum {string} */
            match?: "exact" | "prefix" | "contains" | "regex";
            postbacks?: components["schemas"]["Postback"][];
            schedule?: components["schemas"]["RuleSchedule"];
            title: string;
            /** Format: date-time */
            updatedAt: string;
        };
        RuleHits: {
            /** Format: int64 */
            hits: number;
            id: string;
            /** Format: date-time */
            lastHitAt: string;
        };
        RuleInput: {
            anyKind?: boolean;
            audience?: components["schemas"]["Audience"];
            /** @description One to five; {友だちの表示名}, {アカウント名}, {次の営業開始}, {日付} and {属性:name|text} are filled in */
            bubbles: components["schemas"]["Bubble"][];
            /** Format: int64 */
            cooldownMinutes?: number;
            enabled: boolean;
            final?: boolean;
            folder?: string;
            forbidden?: string[];
            keep?: ("width" | "case" | "kana" | "long" | "small" | "edges")[];
            /** @description Empty for a uniform reply (一律応答) and for one by kind or postback */
            keywords: string[];
            kinds?: ("sticker" | "image" | "video" | "audio" | "file" | "location")[];
            /** @enum {string} */
            match?: "exact" | "prefix" | "contains" | "regex";
            postbacks?: components["schemas"]["Postback"][];
            schedule?: components["schemas"]["RuleSchedule"];
            title: string;
        };
        RuleSchedule: {
            days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
            from?: string;
            /** @enum {string} */
            hours?: "inside" | "outside";
            hoursName?: string;
            times?: string[];
            until?: string;
            zone?: string;
        };
        SendInputBody: {
            /** @description One to five, sent as one request */
            bubbles: components["schemas"]["Bubble"][];
            /** @description Made by the caller, new for each answer; repeating a request with it sends nothing twice */
            requestId: string;
            /** @description The newest message that was on the screen. When a colleague has answered since, the answer fails with answer.colleague; send it again without this to insist. */
            seen?: string;
        };
        Sender: {
            id: string;
            /** @enum {string} */
            kind: "friend" | "member" | "rule" | "greeting" | "api";
            /** @description As it was then */
            name: string;
        };
        Session: {
            /** @description Accounts on which the member has a role */
            accounts: components["schemas"]["SessionAccount"][];
            member: components["schemas"]["Me"];
        };
        SessionAccount: {
            id: string;
            key: string;
            name: string;
            /** @enum {string} */
            role: "owner" | "member";
        };
        Settings: {
            /** @description チャット: whether people can answer */
            chat: boolean;
            /** @description あいさつメッセージ */
            greeting: boolean;
            /** @description With onUnblock own */
            greetingBackBubbles?: components["schemas"]["Bubble"][];
            greetingBubbles: components["schemas"]["Bubble"][];
            /** @description 応答時間: whether inside and outside differ */
            hours: boolean;
            /** @description The schedule that is the account's 応答時間; empty is the one without a name */
            hoursName?: string;
            /** @enum {string} */
            inside: "manual" | "manual+auto" | "auto";
            /** @description The owner's word that LINE's own manager answers nothing */
            managerOff?: boolean;
            /**
             * @description What ends the manual window: manualMinutes, the end of business hours (outside them manualMinutes), or only a member
             * @enum {string}
             */
            manualEnd?: "time" | "closing" | "hand";
            /**
             * Format: int64
             * @description How long a member's answer keeps the rules silent
             */
            manualMinutes: number;
            now: components["schemas"]["SettingsNow"];
            /**
             * @description What greets a friend who unblocks the account
             * @enum {string}
             */
            onUnblock?: "same" | "own" | "none";
            /** @enum {string} */
            outside: "manual" | "manual+auto" | "auto";
            /**
             * @description Which of several uniform replies answers: the first, or any, as in LINE's own manager
             * @enum {string}
             */
            uniform?: "order" | "random";
        };
        SettingsInput: {
            /** @description チャット: whether people can answer */
            chat: boolean;
            /** @description あいさつメッセージ */
            greeting: boolean;
            /** @description With onUnblock own */
            greetingBackBubbles?: components["schemas"]["Bubble"][];
            greetingBubbles: components["schemas"]["Bubble"][];
            /** @description 応答時間: whether inside and outside differ */
            hours: boolean;
            /** @description The schedule that is the account's 応答時間; empty is the one without a name */
            hoursName?: string;
            /** @enum {string} */
            inside: "manual" | "manual+auto" | "auto";
            /** @description The owner's word that LINE's own manager answers nothing */
            managerOff?: boolean;
            /**
             * @description What ends the manual window: manualMinutes, the end of business hours (outside them manualMinutes), or only a member
             * @enum {string}
             */
            manualEnd?: "time" | "closing" | "hand";
            /**
             * Format: int64
             * @description How long a member's answer keeps the rules silent
             */
            manualMinutes: number;
            /**
             * @description What greets a friend who unblocks the account
             * @enum {string}
             */
            onUnblock?: "same" | "own" | "none";
            /** @enum {string} */
            outside: "manual" | "manual+auto" | "auto";
            /**
             * @description Which of several uniform replies answers: the first, or any, as in LINE's own manager
             * @enum {string}
             */
            uniform?: "order" | "random";
        };
        SettingsNow: {
            inside: boolean;
            /** @enum {string} */
            method: "manual" | "manual+auto" | "auto";
            /** @description As {次の営業開始} says it now; missing when there is none */
            nextOpening?: string;
            /** @description chat_off, inside_hours, outside_hours or hours_off */
            reason: string;
            rulesAnswer: boolean;
        };
        SetupInputBody: {
            /** @enum {string} */
            language?: "ja" | "en";
            login: string;
            name: string;
            password: string;
            token: string;
        };
        SetupState: {
            needed: boolean;
        };
        Size: {
            /** Format: int64 */
            height: number;
            /** Format: int64 */
            width: number;
        };
        SpecialDay: {
            closed?: boolean;
            /** @description 2026-12-31, or 12-31 for every year */
            date: string;
            name: string;
            slots?: string[];
        };
        Spelling: {
            /** Format: int64 */
            count: number;
            text: string;
        };
        StatusInputBody: {
            /** @enum {string} */
            status: "open" | "followup" | "done" | "spam";
        };
        StickerBubble: {
            packageId: string;
            stickerId: string;
        };
        Suggestion: {
            /** Format: int64 */
            count: number;
            /** @description The latest, at most 5 */
            examples: components["schemas"]["SuggestionExample"][];
            /** Format: date-time */
            last: string;
            /** @description With keywords that are like the group, at most 3 */
            rules: components["schemas"]["SuggestionRule"][];
            /** @description Each for all that fold to the same: the keywords of a rule for the group */
            spellings: components["schemas"]["Spelling"][];
            /** @description The commonest spelling */
            title: string;
        };
        SuggestionExample: {
            /** Format: date-time */
            at: string;
            contactName: string;
            conversationId: string;
            messageId: string;
            text: string;
        };
        SuggestionRule: {
            /** @description What is like the group */
            keyword: string;
            ruleId: string;
            title: string;
        };
        Suggestions: {
            /** @description There were more than 5000 messages; these are the newest */
            cut: boolean;
            /**
             * Format: int64
             * @description Groups that a member does not want
             */
            dismissed: number;
            /** @description The biggest first, at most 100 */
            items: components["schemas"]["Suggestion"][];
            /** Format: date-time */
            since: string;
        };
        Test: {
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            by: "rule" | "greeting" | "nobody";
            cost: components["schemas"]["TestCost"];
            /** @description With a verdict on every rule; missing for a follow */
            decision?: components["schemas"]["Decision"];
            /** @description LINE's message objects as they would be sent, variables filled */
            messages: unknown[];
            /** @description Who answers at that time; its reason can also be manual_window */
            state: components["schemas"]["SettingsNow"];
        };
        TestContact: {
            attributes?: {
                [key: string]: string;
            };
            name?: string;
            tags?: string[];
        };
        TestCost: {
            /**
             * Format: int64
             * @description Messages that count in the month's quota
             */
            counted: number;
            /** @enum {string} */
            method: "reply" | "none";
        };
        TestExample: {
            /** Format: date-time */
            at: string;
            conversationId: string;
            kind: string;
            /** @description Of a postback its data */
            text: string;
        };
        TestInputBody: {
            /**
             * Format: date-time
             * @description When it is sent; missing is now
             */
            at?: string;
            /** @description Id of the conversation with the friend who writes, with tags, attributes, manual window and earlier answers as they are; empty for a new friend */
            contact?: string;
            edited?: components["schemas"]["Edited"];
            /** @description Pretend that a member has the conversation (true) or that nobody has (false); missing is as it is */
            manual?: boolean;
            message: components["schemas"]["TestMessage"];
            /** @description Response settings that are not saved */
            settings?: components["schemas"]["SettingsInput"];
            /** @description The new friend */
            stranger?: components["schemas"]["TestContact"];
            /**
             * @description In place of at: the next moment inside or outside of the account's business hours
             * @enum {string}
             */
            when?: "inside" | "outside";
        };
        TestMessage: {
            /** @description Of a postback */
            data?: string;
            /** @enum {string} */
            kind: "text" | "sticker" | "image" | "video" | "audio" | "file" | "location" | "postback" | "follow";
            text?: string;
            /** @description Of a follow: the friend comes back */
            unblocked?: boolean;
        };
        TextsInputBody: {
            /** @description The spellings of a group */
            texts: string[];
        };
        Token: {
            admin: boolean;
            /** Format: date-time */
            createdAt: string;
            grants: components["schemas"]["Grant"][];
            id: string;
            /** Format: date-time */
            lastUsedAt?: string;
            name: string;
            /** @description Only in the answer to its creation */
            secret?: string;
        };
        TokenInputBody: {
            /** @description Without grants the token may do everything */
            grants?: components["schemas"]["Grant"][];
            name: string;
        };
        Trouble: {
            code: string;
            message: string;
            params?: {
                [key: string]: unknown;
            };
        };
        Verdict: {
            forbidden?: string;
            keyword?: string;
            ruleId: string;
            title: string;
            /** Format: date-time */
            until?: string;
            /** @enum {string} */
            why: "off" | "kind" | "no_match" | "not_asked" | "schedule" | "audience" | "cooldown" | "forbidden" | "keyword_won" | "not_drawn" | "lower_order";
        };
        VideoBubble: {
            originalContentUrl: string;
            previewImageUrl: string;
            trackingId?: string;
        };
        Warning: {
            /** @enum {string} */
            fault: "never_wins" | "keyword_shadowed" | "keyword_twice" | "forbids_itself";
            keyword?: string;
            otherId?: string;
            otherTitle?: string;
            ruleId: string;
            title: string;
            word?: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "list-accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListAccount"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "create-account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAccountInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-account": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "update-account": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeAccountInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "export-answers": {
        parameters: {
            query?: {
                /** @description csv has the rules only */
                format?: "yaml" | "json" | "csv";
            };
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    "Cache-Control"?: string;
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "application/yaml": unknown;
                    "text/csv": unknown;
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "import-answers": {
        parameters: {
            query?: {
                format?: "yaml" | "json" | "csv";
                /** @description Only say what would change, and what is wrong */
                dryRun?: boolean;
                /** @description Whether what the file lacks is removed: rules and named schedules. With merge, rules keep their places */
                rules?: "replace" | "merge";
                /** @description What of the file counts; all when left out. hours includes the named schedules */
                parts?: ("settings" | "greeting" | "hours" | "rules")[];
                /** @description Of the dry run: fails with 409 transfer.changed when the account is another by now */
                state?: string;
            };
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportOutcome"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-contact-words": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactWords"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-conversations": {
        parameters: {
            query?: {
                filter?: "all" | "unread" | "unanswered" | "manual" | "followup" | "done" | "spam";
                /** @description Part of the contact's name */
                search?: string;
                /** @description ending: those under a manual window, the soonest to end at the top; filter and search do not matter then */
                order?: "newest" | "ending";
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageConversation"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-conversation": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
                conversation: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-contact-data": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
                conversation: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactData"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "set-contact-data": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
                conversation: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactData"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactData"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "open-manual": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
                conversation: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "end-manual": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
                conversation: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-messages": {
        parameters: {
            query?: {
                /** @description Cursor of the older page */
                before?: string;
                limit?: number;
            };
            header?: never;
            path: {
                account: string;
                conversation: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageMessage"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "send-message": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
                conversation: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListMessage"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "mark-read": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
                conversation: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "set-status": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
                conversation: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StatusInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-deliveries": {
        parameters: {
            query?: {
                state?: "queued" | "sending" | "accepted" | "failed" | "unknown";
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageDelivery"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-delivery": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
                delivery: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryDetail"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-hours": {
        parameters: {
            query?: {
                /** @description Of the schedule; empty is the one that every account has */
                name?: string;
            };
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hours"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "set-hours": {
        parameters: {
            query?: {
                /** @description Of the schedule; empty is the one that every account has */
                name?: string;
            };
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Hours"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hours"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-hours": {
        parameters: {
            query?: {
                /** @description Of the schedule; empty is the one that every account has */
                name?: string;
            };
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-hours-calendar": {
        parameters: {
            query?: {
                /** @description Of the schedule; empty is the one that every account has */
                name?: string;
                days?: number;
            };
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListCalendarDay"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "rename-hours": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RenameHoursInputBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-rules": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListRule"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "create-rule": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RuleInput"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rule"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-rule-hits": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListRuleHits"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "order-rules": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderInputBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "replay-rules": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplayInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Replay"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-suggestions": {
        parameters: {
            query?: {
                days?: number;
                /** @description The groups that a member does not want, in place of the others */
                dismissed?: boolean;
            };
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Suggestions"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "dismiss-suggestion": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TextsInputBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "restore-suggestion": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TextsInputBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "test-rules": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TestInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Test"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-test-examples": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListTestExample"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-rule-warnings": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListWarning"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-rule": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
                rule: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rule"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "update-rule": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
                rule: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplaceRuleInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rule"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-rule": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
                rule: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "change-rule": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
                rule: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeRuleInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rule"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "add-keywords": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
                rule: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeywordsInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rule"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-hours": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListNamedHours"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-settings": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "set-settings": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettingsInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-account-status": {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
            };
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountStatus"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "stream-events": {
        parameters: {
            query?: {
                /** @description Only this account's hints; empty means all that the caller sees */
                account?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A stream without end */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    join: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JoinInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "update-me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MeInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "set-my-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordInputBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListMember"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "invite-member": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InviteInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "remove-member": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                member: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "set-member-grants": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                member: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GrantsInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "invite-member-again": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                member: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JoinLink"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "login-by-link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetupState"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetupInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListToken"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "create-token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-token": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request was not carried out. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
