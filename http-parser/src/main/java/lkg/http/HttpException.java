package lkg.http;

/**
 * The client sent something that cannot be answered as it wished: the exception carries the status that it deserves.
 *
 * <p>Any other exception out of this module is a bug of its user or of ours, and no fault of the client.
 */
public final class HttpException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * Makes one without a stack trace: it tells of the client's input and not of our code, and may come often.
     *
     * @param status 400 to 599, or it throws an {@link IllegalArgumentException}
     * @param message one sentence for the client to read
     */
    public HttpException(int status, String message) {
        super(message, null, false, false);
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("an error has a status from 400 to 599, not " + status);
        }
        this.status = status;
    }

    /** The status code to answer with. */
    public int status() {
        return status;
    }
}
