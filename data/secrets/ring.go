package secrets

import (
	"errors"

	"github.com/zalando/go-keyring"
)

// service is the name under which the program's keys stand in the keyring.
const service = "kontor"

// SystemRing is the keyring of the system: Keychain, Credential Manager, Secret Service.
type SystemRing struct{}

// Get gives what is kept for an account; "" when there is nothing.
func (SystemRing) Get(account string) (string, error) {
	text, err := keyring.Get(service, account)
	if errors.Is(err, keyring.ErrNotFound) {
		return "", nil
	}
	return text, err
}

// Set keeps a text for an account.
func (SystemRing) Set(account, text string) error { return keyring.Set(service, account, text) }

// Delete forgets it.
func (SystemRing) Delete(account string) error {
	err := keyring.Delete(service, account)
	if errors.Is(err, keyring.ErrNotFound) {
		return nil
	}
	return err
}
