package lkg.lab.grade;

import java.io.IOException;

/**
 * One question to a server.
 *
 * @param section the section of an RFC that decides it, or the chapter's defect; may be empty
 * @param sends what is sent, as far as it is the same for each server; for the list of checks
 * @param alone whether it needs the server, and its threads, for itself
 */
record Check(String name, String section, byte[] sends, boolean alone, Question question) {

    /** Asks the server. An {@link IOException} means that it could not even be connected to. */
    interface Question {
        Verdict ask(Facts facts) throws IOException, InterruptedException;
    }

    /** One that may run beside others. */
    static Check beside(String name, String section, byte[] sends, Question question) {
        return new Check(name, section, sends, false, question);
    }

    static Check alone(String name, String section, byte[] sends, Question question) {
        return new Check(name, section, sends, true, question);
    }

    static Check alone(String name, String section, Question question) {
        return alone(name, section, new byte[0], question);
    }

    Verdict run(Facts facts) throws InterruptedException {
        try {
            return question.ask(facts);
        } catch (IOException e) {
            return Verdict.failed("A client could not connect: " + e.getMessage() + ".");
        }
    }
}
