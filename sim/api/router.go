package api

import "strings"

// router finds operations by path. LINE's own paths are ambiguous for
// http.ServeMux ("/richmenu/alias/{x}" against "/richmenu/{x}/content"); here a
// literal segment always beats a parameter, from left to right.
type router struct {
	literal map[string]*router
	param   *router
	ops     map[string]*operation // by method, where a path ends
}

func newRouter(ops []operation) *router {
	root := &router{}
	for i := range ops {
		root.add(strings.Split(ops[i].Path, "/")[1:], &ops[i])
	}
	return root
}

func (r *router) add(segments []string, op *operation) {
	if len(segments) == 0 {
		if r.ops == nil {
			r.ops = map[string]*operation{}
		}
		r.ops[op.Method] = op
		return
	}
	r.child(segments[0]).add(segments[1:], op)
}

func (r *router) child(segment string) *router {
	if strings.HasPrefix(segment, "{") {
		if r.param == nil {
			r.param = &router{}
		}
		return r.param
	}
	if r.literal == nil {
		r.literal = map[string]*router{}
	}
	if r.literal[segment] == nil {
		r.literal[segment] = &router{}
	}
	return r.literal[segment]
}

// find returns the operations of a path by method, and the values of its
// parameters in order.
func (r *router) find(segments []string) (map[string]*operation, []string) {
	if len(segments) == 0 {
		return r.ops, nil
	}
	if child, ok := r.literal[segments[0]]; ok {
		if ops, values := child.find(segments[1:]); ops != nil {
			return ops, values
		}
	}
	if r.param != nil && segments[0] != "" {
		if ops, values := r.param.find(segments[1:]); ops != nil {
			return ops, append([]string{segments[0]}, values...)
		}
	}
	return nil, nil
}
