package lkg.server.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lkg.server.Setting;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/deploy/kubernetes.yaml} read with the types of Kubernetes: each field exists, at its place and with its
 * type. No cluster has seen it.
 */
class KubernetesFileTest {

    private static final Path FILE = Path.of("../docs/deploy/kubernetes.yaml");

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory())
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                /** The types would else accept any field. */
                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            });

    private static final Map<String, Class<?>> KINDS = Map.of(
            "Deployment", Deployment.class, "Service", Service.class, "PodDisruptionBudget", PodDisruptionBudget.class);

    @Test
    void eachFieldIsOneOfKubernetes() throws IOException {
        assertThat(objects()).containsOnlyKeys(KINDS.keySet());
    }

    @Test
    void theServiceAndTheBudgetSelectThePodsOfTheDeployment() throws IOException {
        Map<String, Object> objects = objects();
        Deployment deployment = (Deployment) objects.get("Deployment");
        Map<String, String> labels =
                deployment.getSpec().getTemplate().getMetadata().getLabels();

        assertThat(deployment.getSpec().getSelector().getMatchLabels()).isEqualTo(labels);
        assertThat(((Service) objects.get("Service")).getSpec().getSelector()).isEqualTo(labels);
        assertThat(((PodDisruptionBudget) objects.get("PodDisruptionBudget"))
                        .getSpec()
                        .getSelector()
                        .getMatchLabels())
                .isEqualTo(labels);
    }

    @Test
    void theKubeletWaitsUntilTheServerHasDrained() throws IOException {
        PodSpec pod = pod();
        Container container = pod.getContainers().get(0);
        long preStopSeconds = container.getLifecycle().getPreStop().getSleep().getSeconds();
        long drainSeconds = Long.parseLong(environment(container).get("LKG_DRAIN_DELAY"));

        assertThat(pod.getTerminationGracePeriodSeconds())
                .as("terminationGracePeriodSeconds, with 5 s to spare")
                .isGreaterThanOrEqualTo(preStopSeconds
                        + drainSeconds
                        + Setting.GRACE.defaultDuration().toSeconds()
                        + 5);
    }

    @Test
    void theProbesAskAPortThatTheServerOpens() throws IOException {
        Container container = pod().getContainers().get(0);
        Map<String, String> environment = environment(container);

        assertThat(List.of(
                        container.getStartupProbe().getHttpGet().getPort().getStrVal(),
                        container.getReadinessProbe().getHttpGet().getPort().getStrVal(),
                        container.getLivenessProbe().getHttpGet().getPort().getStrVal()))
                .containsOnly("admin");
        assertThat(container.getPorts())
                .filteredOn(port -> port.getName().equals("admin"))
                .singleElement()
                .satisfies(port -> assertThat(environment.get("LKG_ADMIN")).endsWith(":" + port.getContainerPort()));
        assertThat(container.getPorts())
                .filteredOn(port -> port.getName().equals("http"))
                .singleElement()
                .satisfies(
                        port -> assertThat(port.getContainerPort().longValue()).isEqualTo(Setting.PORT.defaultValue()));
    }

    private static PodSpec pod() throws IOException {
        return ((Deployment) objects().get("Deployment"))
                .getSpec()
                .getTemplate()
                .getSpec();
    }

    private static Map<String, String> environment(Container container) {
        Map<String, String> environment = new HashMap<>();
        container.getEnv().forEach(variable -> environment.put(variable.getName(), variable.getValue()));
        return environment;
    }

    private static Map<String, Object> objects() throws IOException {
        Map<String, Object> objects = new HashMap<>();
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(FILE.toFile())) {
            while (documents.hasNext()) {
                JsonNode document = documents.next();
                String kind = document.get("kind").asText();
                objects.put(kind, YAML.treeToValue(document, KINDS.get(kind)));
            }
        }
        return objects;
    }
}
