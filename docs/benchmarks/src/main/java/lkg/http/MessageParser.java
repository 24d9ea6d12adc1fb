package lkg.http;

/**
 * Something that parses a request, and then looks at it as a server does that serves a file: method and path, how many
 * fields there are, one that is there, one that is not, whether to keep the connection, and the body in one piece.
 */
public interface MessageParser {

    /** What the server asked, and was told. Takes all as arguments, so that telling it costs nobody an object. */
    interface Answers {
        void are(
                String method,
                String path,
                int fields,
                String host,
                boolean isConditional,
                boolean isKeepAlive,
                byte[] body);
    }

    /**
     * Parses one complete request. Called again and again, as for one connection that is kept alive: the bytes are
     * first copied, as by a read, into a buffer that the connection keeps.
     */
    void parse(byte[] request, Answers answers) throws Exception;
}
