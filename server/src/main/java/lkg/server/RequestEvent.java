package lkg.server;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** What the JDK's Flight Recorder is told of a request, at its end. */
@Name("lkg.Request")
@Label("Request")
@Category("LkgServer")
@Description("A request that was answered, refused or abandoned. Its event is of the moment at which it ended")
@StackTrace(false)
final class RequestEvent extends Event {

    @Label("Method")
    String method = "";

    /** Without what follows a question mark. */
    @Label("Path")
    String path = "";

    /** Of the response, or 0 if none was begun. */
    @Label("Status")
    int status;

    /** What was sent of it. */
    @Label("Body of the Response")
    @DataAmount
    long bodyBytes;

    /** From the end of the request's head, as the next one. */
    @Label("To First Byte")
    @Timespan
    long toFirstByte;

    @Label("To Last Byte")
    @Timespan
    long toLastByte;

    @Label("Client")
    String client = "";

    /** SENT, REFUSED, or why the connection ended before all of the response was sent. */
    @Label("End")
    String end = "";
}
