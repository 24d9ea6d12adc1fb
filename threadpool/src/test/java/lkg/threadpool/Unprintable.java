package lkg.threadpool;

/** An exception that throws when somebody wants to print it, as some do whose message is computed. */
final class Unprintable extends RuntimeException {

    private static final long serialVersionUID = 1;

    @Override
    public String toString() {
        throw this;
    }
}
