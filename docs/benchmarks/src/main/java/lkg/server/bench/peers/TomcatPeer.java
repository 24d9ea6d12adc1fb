package lkg.server.bench.peers;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lkg.server.bench.Peer;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;

/** Tomcat with its default servlet, whose cache of resources is on, as it comes. */
public final class TomcatPeer implements Peer {

    @Override
    public void start(int port, Path directory) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createTempDirectory("tomcat").toString());
        Connector connector = new Connector();
        connector.setPort(port);
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("maxThreads", String.valueOf(BLOCKING_THREADS));
        connector.setProperty("maxConnections", "20000");
        connector.setProperty("maxKeepAliveRequests", "1000");
        connector.setProperty("acceptCount", "1024");
        tomcat.setConnector(connector);
        Context context = tomcat.addContext("", directory.toString());
        Tomcat.addServlet(context, "files", new DefaultServlet()).addMapping("/");
        Wrapper code = Tomcat.addServlet(context, "code", new Routes());
        code.addMapping("/hello");
        code.addMapping("/blocking");
        context.addMimeMapping("html", "text/html");
        tomcat.start();
    }

    private static final class Routes extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            if (request.getServletPath().equals("/blocking")) {
                Peer.block();
            }
            response.setContentType("text/plain");
            response.setContentLength(HELLO.length);
            response.getOutputStream().write(HELLO);
        }
    }
}
