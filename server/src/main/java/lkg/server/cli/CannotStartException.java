package lkg.server.cli;

/** Why the server cannot start, in a line for its user. */
final class CannotStartException extends Exception {

    private static final long serialVersionUID = 1;

    CannotStartException(String message) {
        super(message);
    }
}
