package lkg.lab.grade;

import java.util.Set;

/** What the RFCs demand of a wire case, and what they leave to the server. Ours always takes the strict choice. */
final class WireRules {

    /**
     * A 400 is a MUST: a Host that breaks the grammar, a length that is none, a last coding that is not chunked, a
     * space before a colon.
     */
    private static final Set<String> MUST_REFUSE = Set.of(
            "content-length.http RFC 9110 §8.6",
            "content-length.http RFC 9112 §6.3",
            "fields.http RFC 9112 §5.1",
            "transfer-encoding.http RFC 9112 §5.1",
            "transfer-encoding.http RFC 9112 §6.3",
            "transfer-encoding.http RFC 9112 §7");

    private static final Set<String> MUST_REFUSE_BY_NAME = Set.of(
            "a length in quotes",
            "a form feed before the length",
            "a coding with a letter too many: xchunked",
            "absolute-form still needs a Host");

    /** RFC 9112 §6.3: may be refused or repaired. */
    private static final Set<String> MAY_REPAIR = Set.of("two equal lengths", "a list of equal lengths");

    /** Well-formed and rare: a server may refuse it for reasons of its own. */
    private static final Set<String> MAY_REFUSE = Set.of(
            "RFC 9110 §2.5", // a later minor version: SHOULD be taken as the highest that is known
            "RFC 9110 §4.2.3",
            "RFC 9110 §9.1",
            "RFC 9110 §9.3.1", // "might lead some implementations to reject the request"
            "RFC 9112 §3.2.1",
            "RFC 9112 §3.2.4");

    private static final Set<String> MAY_REFUSE_BY_NAME = Set.of(
            "an empty host",
            "two empty lines before the request are let pass",
            "an empty line before the request is let pass",
            "more zeros in front than any number has digits",
            "a size line of all that is allowed: 256 bytes");

    private WireRules() {}

    static boolean mustRefuse(WireCase wireCase) {
        return (wireCase.file().equals("host.http") && !wireCase.section().equals("RFC 9110 §4.2.1")
                        || MUST_REFUSE.contains(wireCase.file() + " " + wireCase.section())
                        || MUST_REFUSE_BY_NAME.contains(wireCase.name()))
                && wireCase.refusedStatus() == 400
                && !MAY_REPAIR.contains(wireCase.name());
    }

    /**
     * RFC 9112 §6.1: whatever a server makes of a length beside chunks, or of chunks in HTTP/1.0, it must then close.
     */
    static boolean mustCloseAfter(WireCase wireCase) {
        String head = wireCase.text().substring(0, wireCase.headEnd());
        return head.matches("(?is).*\nTransfer-Encoding:.*")
                && (head.matches("(?is).*\nContent-Length:.*") || head.contains("HTTP/1.0\r\n"));
    }

    /** RFC 9112 §8: a body in chunks is incomplete if the last chunk has not come; of trailers it says nothing. */
    static boolean isCompleteAtTheEnd(WireCase wireCase) {
        return wireCase.text().contains("\r\n0\r\n");
    }

    static boolean mustAccept(WireCase wireCase) {
        return !wireCase.section().startsWith("RFC 3986")
                && !MAY_REFUSE.contains(wireCase.section())
                && !MAY_REFUSE_BY_NAME.contains(wireCase.name());
    }

    /** Where the server should have decided. */
    static int decision(WireCase wireCase) {
        return wireCase.refusedStatus() == 0 ? wireCase.bytes().length : FirstFault.in(wireCase.bytes());
    }

    /** Whether it is the body that decides, which a server need not have read when it answers. */
    static boolean isAboutTheBody(WireCase wireCase) {
        return wireCase.hasWholeHead()
                && decision(wireCase) >= wireCase.headEnd()
                && wireCase.headEnd() > 0
                && (wireCase.isIncomplete() || wireCase.refusedStatus() != 0);
    }
}
