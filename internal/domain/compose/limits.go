package compose

// LINE's limits (messaging-api reference, "Message objects" and "Action
// objects"), counted as fields.go says.
const (
	maxURL            = 2000
	maxURI            = 1000
	maxAltText        = 1500
	maxPlace          = 100 // title and address of a location
	maxTitle          = 40
	maxTextBelow      = 60 // below a title or a picture
	maxButtonsText    = 160
	maxCarouselText   = 120
	maxConfirmText    = 240
	maxLabel          = 20
	maxImageLabel     = 12 // in image carousels
	maxFlexLabel      = 40
	maxActionText     = 300
	maxActionData     = 300
	maxClipboard      = 1000
	maxImagemapLabel  = 100
	maxImagemapText   = 400
	maxTrackingID     = 100
	maxColumns        = 10
	maxButtons        = 4
	maxColumnActions  = 3
	maxImagemapArea   = 50
	maxQuickReplies   = 13
	maxFlexBubbles    = 12
	maxFlexBubble     = 30 << 10 // bytes of JSON
	maxFlexCarousel   = 50 << 10
	imagemapBaseWidth = 1040
)
