package lkg.lab;

/** Something that the learner has to be told, in one line. */
final class LabException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LabException(String message) {
        super(message);
    }
}
