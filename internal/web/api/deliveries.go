package api

import (
	"context"
	"net/http"
	"time"

	"ohenji/internal/app/inbox"
	"ohenji/internal/domain"
)

// Delivery is one request to LINE with its state.
type Delivery struct {
	ID             string           `json:"id"`
	ConversationID string           `json:"conversationId"`
	State          string           `json:"state" enum:"queued,sending,accepted,failed,unknown"`
	Method         string           `json:"method" enum:"reply,push" doc:"The way of the newest attempt: reply is free, push is counted"`
	Origin         Sender           `json:"origin"`
	Attempts       int              `json:"attempts"`
	Error          *DeliveryProblem `json:"error,omitempty" doc:"Why it is not accepted (yet)"`
	CreatedAt      time.Time        `json:"createdAt"`
	UpdatedAt      time.Time        `json:"updatedAt"`
}

// DeliveryProblem says why a delivery is not accepted.
type DeliveryProblem struct {
	Code   string `json:"code"`
	Detail string `json:"detail,omitempty" doc:"LINE's own words"`
}

// DeliveryDetail is a delivery with each of its tries.
type DeliveryDetail struct {
	Delivery
	Tries []Attempt `json:"tries"`
}

// Attempt is one try of a delivery.
type Attempt struct {
	Number      int        `json:"number"`
	Method      string     `json:"method" enum:"reply,push"`
	StartedAt   time.Time  `json:"startedAt"`
	EndedAt     *time.Time `json:"endedAt,omitempty"`
	Status      int        `json:"status" doc:"HTTP status; 0 when none came"`
	LineRequest string     `json:"lineRequest,omitempty" doc:"LINE's x-line-request-id"`
	Error       string     `json:"error,omitempty"`
}

type ledgerInput struct {
	AccountPath
	State  string `query:"state" enum:"queued,sending,accepted,failed,unknown" required:"false"`
	Cursor string `query:"cursor"`
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"50"`
}

// DeliveryPath names a delivery.
type DeliveryPath struct {
	AccountPath
	Delivery string `path:"delivery"`
}

func (s *server) deliveryRoutes() {
	const tag = "Deliveries"
	route(s, op("list-deliveries", http.MethodGet, "/accounts/{account}/deliveries", tag, "The ledger of requests to LINE, newest first"),
		func(ctx context.Context, a domain.Actor, in *ledgerInput) (*body[Page[Delivery]], error) {
			ds, next, err := s.Inbox.Ledger(ctx, a, in.Account, domain.DeliveryState(in.State), in.Cursor, in.Limit)
			return answer(Page[Delivery]{convert(ds, deliveryOf), next}), err
		})
	route(s, op("get-delivery", http.MethodGet, "/accounts/{account}/deliveries/{delivery}", tag, "One delivery with each of its tries"),
		func(ctx context.Context, a domain.Actor, in *DeliveryPath) (*body[DeliveryDetail], error) {
			d, err := s.Inbox.Delivery(ctx, a, in.Account, in.Delivery)
			if err != nil {
				return nil, err
			}
			return answer(detailOf(d)), nil
		})
}

func deliveryOf(d *domain.Delivery) Delivery {
	out := Delivery{
		ID: d.ID, ConversationID: d.ConversationID, State: string(d.State), Method: string(d.Method), Origin: senderOf(d.Origin),
		Attempts: d.Attempts, CreatedAt: d.CreatedAt, UpdatedAt: d.UpdatedAt,
	}
	if d.State != domain.DeliveryAccepted && d.Problem.Code != "" {
		out.Error = &DeliveryProblem{Code: d.Problem.Code, Detail: d.Problem.Detail}
	}
	return out
}

func detailOf(d inbox.DeliveryWithAttempts) DeliveryDetail {
	return DeliveryDetail{Delivery: deliveryOf(d.Delivery), Tries: convert(d.Tries, func(a domain.Attempt) Attempt {
		return Attempt{
			Number: a.Number, Method: string(a.Method), StartedAt: a.StartedAt, EndedAt: when(a.EndedAt), Status: a.Status,
			LineRequest: a.LineRequest, Error: a.Error,
		}
	})}
}
