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

    @Label("Path")
    @Description("Without what follows a question mark")
    String path = "";

    @Label("Status")
    @Description("Of the response, or 0 if none was begun")
    int status;

    @Label("Body")
    @Description("Bytes of the response's body that were sent")
    @DataAmount
    long bodyBytes;

    @Label("To First Byte")
    @Description("From the end of the request's head to the first byte of the response")
    @Timespan
    long toFirstByte;

    @Label("To Last Byte")
    @Description("From the end of the request's head to the end of the response")
    @Timespan
    long toLastByte;

    @Label("Client")
    String client = "";

    @Label("End")
    @Description("SENT, REFUSED, or why the connection ended before all of the response was sent")
    String end = "";
}
