// Package tuitest drives the cockpit without a terminal: a data file in memory
// over the real fold, a driver that runs commands to rest without sleeping,
// sample data with awkward text, and golden frames.
//
// It promises: the same keys give the same frames, every time. It is for tests
// only.
package tuitest
