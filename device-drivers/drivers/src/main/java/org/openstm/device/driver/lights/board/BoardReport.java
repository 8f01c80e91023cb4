package org.openstm.device.driver.lights.board;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.openstm.device.Fault;
import org.openstm.device.FaultCode;
import org.openstm.device.Lights.Sensor;

/// A board's report of its sensors and lights.
///
/// @param on value of each sensor that the board has
/// @param bad lights that do not light
record BoardReport(Map<Sensor, Boolean> on, List<String> bad) {
    static Optional<BoardReport> of(List<String> answer) {
        if (!answer.getFirst().equals("OK")) return Optional.empty();
        var on = new LinkedHashMap<Sensor, Boolean>();
        for (var sensor : Sensor.values()) {
            if (answer.contains(wireName(sensor) + "=1")) on.put(sensor, true);
            if (answer.contains(wireName(sensor) + "=0")) on.put(sensor, false);
        }
        var bad = answer.stream()
                .filter(words -> words.startsWith("bad="))
                .flatMap(words -> List.of(words.substring("bad=".length()).split("\\+", -1)).stream())
                .filter(light -> light.matches("[a-z]{1,16}"))
                .toList();
        return Optional.of(new BoardReport(on, bad));
    }

    static String wireName(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean isOn(Sensor sensor) {
        return Boolean.TRUE.equals(on.get(sensor));
    }

    /// None of these faults stops the board.
    List<Fault> faults() {
        var faults = new ArrayList<Fault>();
        if (isOn(Sensor.TILT)) faults.add(FaultCode.CABINET_MOVED.fault("the sensor says that the cabinet was moved"));
        if (isOn(Sensor.DOOR)) faults.add(FaultCode.DOOR_OPEN.fault("the sensor says that it is open"));
        if (!bad.isEmpty()) faults.add(FaultCode.LIGHT_BROKEN.fault("do not light: " + String.join(" ", bad)));
        return faults;
    }

    Map<String, String> facts() {
        var facts = new LinkedHashMap<String, String>();
        on.forEach((sensor, yes) -> facts.put(wireName(sensor), yes ? "yes" : "no"));
        return facts;
    }
}
