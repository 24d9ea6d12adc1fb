package lkg.lab.grade;

import java.util.Optional;

/**
 * What came of a check.
 *
 * @param words what was expected, and what came; empty if it passed
 * @param evidence the bytes, where there are some
 */
record Verdict(Kind kind, String words, Optional<Evidence> evidence) {

    /** Failed: a MUST of the RFC is broken, or a client is not served. Differs: a choice that is not ours. */
    enum Kind {
        PASSED,
        FAILED,
        DIFFERS,
        NOT_ASKED
    }

    static final Verdict PASSED = new Verdict(Kind.PASSED, "", Optional.empty());

    static Verdict failed(String words) {
        return new Verdict(Kind.FAILED, words, Optional.empty());
    }

    static Verdict differs(String words) {
        return new Verdict(Kind.DIFFERS, words, Optional.empty());
    }

    static Verdict notAsked(String why) {
        return new Verdict(Kind.NOT_ASKED, why, Optional.empty());
    }

    boolean passed() {
        return kind == Kind.PASSED;
    }

    boolean failed() {
        return kind == Kind.FAILED;
    }

    /** Failed because the server said nothing at all, for as long as the grader waited. */
    boolean timedOut() {
        return failed() && words.contains(Answer.NOTHING_CAME);
    }

    /** The same with the bytes of a conversation, unless it has some already. */
    Verdict with(Evidence bytes) {
        return passed() || evidence.isPresent() ? this : new Verdict(kind, words, Optional.of(bytes));
    }
}
