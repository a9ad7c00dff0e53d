// Package kettle boils.
package kettle

import "fmt"

const Limit = 3

// Open opens it.
func (s *Store) Open(path string) (*Store, error) {
	return nil, fmt.Errorf("x")
}

type Store struct {
	path string
}

func Plain[T any](a T) T {
	return a
}
