package org.openstm.device.driver.lights.board;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openstm.device.Lights.Light;
import org.openstm.device.Lights.Sensor;
import org.openstm.device.link.LinkLost;

/// Identity and equipment of a board.
record BoardIdentity(String model, String serial, String firmware, Set<String> lights, Set<String> sensors) {
    private static final int WORDS = 6;
    private static final String PLAIN = "[A-Za-z0-9._ -]{0,32}";

    static BoardIdentity of(List<String> answer) throws LinkLost {
        boolean sound = answer.size() == WORDS
                && answer.getFirst().equals("OK")
                && answer.subList(1, 4).stream().allMatch(words -> words.matches(PLAIN));
        if (!sound) throw new LinkLost("what answers is no board of lights: " + answer.size() + " words");
        return new BoardIdentity(
                answer.get(1),
                answer.get(2),
                answer.get(3),
                knownNames(answer.get(4), "lights=", Light.values()),
                knownNames(answer.get(5), "sensors=", Sensor.values()));
    }

    private static Set<String> knownNames(String words, String name, Enum<?>[] all) {
        if (!words.startsWith(name)) return Set.of();
        var said = Set.copyOf(List.of(words.substring(name.length()).split("\\+", -1)).stream()
                .distinct()
                .toList());
        return Stream.of(all).map(BoardReport::wireName).filter(said::contains).collect(Collectors.toUnmodifiableSet());
    }

    boolean hasPart(Enum<?> one) {
        return lights.contains(BoardReport.wireName(one)) || sensors.contains(BoardReport.wireName(one));
    }

    Map<String, String> capabilities() {
        return Map.of("lights", sortedNames(lights), "sensors", sortedNames(sensors));
    }

    private static String sortedNames(Set<String> names) {
        return names.isEmpty() ? "none" : names.stream().sorted().collect(Collectors.joining(" "));
    }

    Map<String, String> facts() {
        return Map.of("model", model, "serial", serial, "firmware", firmware);
    }
}
