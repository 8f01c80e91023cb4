package org.openstm.device.sim.lights;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openstm.device.DeviceClass;
import org.openstm.device.sim.link.WiredSimulator;

/// A board of lights and sensors: answers each line by the protocol's table (package `driver.lights.board`).
public final class LightBoardSim extends WiredSimulator {
    private static final List<String> LIGHTS = List.of("card", "code", "document", "help", "slip");
    private static final List<String> SENSORS = List.of("person", "slip-mouth", "door", "tilt");
    private static final Map<String, Boolean> YES_OR_NO = Map.of("yes", true, "no", false);
    private static final int LONGEST = 120;

    private final Map<String, Boolean> sensors = new LinkedHashMap<>();
    private final Map<String, String> glowing = new TreeMap<>();
    private final Set<String> bad = new HashSet<>();
    private final StringBuilder heard = new StringBuilder();
    private boolean mute;

    public LightBoardSim(String link) throws IOException {
        super(link);
        SENSORS.forEach(sensor -> sensors.put(sensor, false));
    }

    @Override
    public DeviceClass deviceClass() {
        return DeviceClass.LIGHTS;
    }

    @Override
    protected String commandHelp() {
        return String.join(
                        " | ",
                        SENSORS.stream().map(sensor -> sensor + " yes|no").toList())
                + " | broken LIGHT | no SENSOR | glow | mute | well";
    }

    @Override
    protected synchronized String runWord(String word, String rest) {
        var yes = YES_OR_NO.get(rest);
        if (sensors.containsKey(word) && yes != null) {
            sensors.put(word, yes);
            return "ok";
        }
        switch (word) {
            case "broken" -> {
                if (!LIGHTS.contains(rest)) return "error: no such light: " + rest + " " + LIGHTS;
                bad.add(rest);
            }
            case "no" -> sensors.remove(rest);
            case "mute" -> mute = true;
            case "well" -> {
                mute = false;
                bad.clear();
                SENSORS.forEach(sensor -> sensors.put(sensor, false));
            }
            case "glow" -> {
                return "ok " + describeGlow();
            }
            default -> {
                return unknownWordError(word);
            }
        }
        return "ok";
    }

    /// The visible lights: a broken light is dark.
    private String describeGlow() {
        return glowing.entrySet().stream()
                .filter(light -> !bad.contains(light.getKey()))
                .map(light -> light.getKey() + (light.getValue().equals("B") ? " blinks" : " glows"))
                .collect(Collectors.joining(", "));
    }

    @Override
    public void onBytesReceived(byte[] bytes, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            char c = (char) (bytes[i] & 0xFF);
            if (c == '$') heard.setLength(0);
            if (heard.length() < LONGEST) heard.append(c);
            if (c != '\n') continue;
            var answer = answerLine(heard.toString());
            heard.setLength(0);
            if (!answer.isEmpty()) simulatorPort().sendBytes(answer.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /// Answers a line; an invalid one gets no answer.
    private synchronized String answerLine(String line) {
        int star = line.lastIndexOf('*');
        if (mute || !line.startsWith("$") || star < 0) return "";
        var words = line.substring(1, star);
        if (!line.substring(star).equals("*" + checksum(words) + "\r\n")) return "";
        var said = words.split(",", -1);
        if (said.length < 2) return "";
        var answer = said[0] + "," + executeRequest(said);
        return "$" + answer + "*" + checksum(answer) + "\r\n";
    }

    private String executeRequest(String[] said) {
        return switch (said[1]) {
            case "ID" ->
                "OK,LS-4,SIM0042,1.2,lights=" + String.join("+", LIGHTS) + ",sensors=" + String.join("+", SENSORS);
            case "GET" -> "OK," + sensorState();
            case "LED" -> setLights(said);
            default -> "NO,unknown";
        };
    }

    private String sensorState() {
        var words = sensors.entrySet().stream()
                .map(sensor -> sensor.getKey() + "=" + (sensor.getValue() ? 1 : 0))
                .collect(Collectors.joining(","));
        return bad.isEmpty() ? words : words + ",bad=" + bad.stream().sorted().collect(Collectors.joining("+"));
    }

    private String setLights(String[] said) {
        var wanted = new TreeMap<String, String>();
        for (int i = 2; i < said.length; i++) {
            int is = said[i].indexOf('=');
            var name = is < 0 ? said[i] : said[i].substring(0, is);
            var how = said[i].substring(is + 1);
            if (!LIGHTS.contains(name) || !(how.equals("B") || how.equals("1"))) return "NO," + name;
            wanted.put(name, how);
        }
        glowing.clear();
        glowing.putAll(wanted);
        return "OK";
    }

    private static String checksum(String words) {
        int rest = 0xFFFF;
        for (byte one : words.getBytes(StandardCharsets.US_ASCII))
            for (int bit = 7; bit >= 0; bit--) {
                boolean top = (rest >> 15 & 1) != (one >> bit & 1);
                rest = (rest << 1 ^ (top ? 0x1021 : 0)) & 0xFFFF;
            }
        return String.format("%04X", rest);
    }
}
