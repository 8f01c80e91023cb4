package org.openstm.kiosk.reference.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.central.CaseSubject;

/// The invented citizens.
public final class DemoPeople {
    private final Map<String, DemoPerson> people = new LinkedHashMap<>();

    void addPerson(String number, DemoPerson person) {
        people.merge(number, person, DemoPerson::mergeWith);
    }

    public Optional<DemoPerson> findPerson(String number) {
        return Optional.ofNullable(people.get(number));
    }

    /// Citizens with the app on a phone.
    public List<CaseSubject> listSubjects() {
        return people.entrySet().stream()
                .map(e -> new CaseSubject(e.getValue().name(), e.getKey(), cardLayout(e.getKey())))
                .toList();
    }

    public Optional<CaseSubject> findSubject(String number) {
        return findPerson(number).map(person -> new CaseSubject(person.name(), number, cardLayout(number)));
    }

    /// The kind of card that carries such a number.
    private static String cardLayout(String number) {
        if (number.matches("8[123]0000\\d{11}[0-9X]")) return "hk-macao-taiwan";
        if (number.matches("9\\d{17}")) return "foreigner-2023";
        return number.matches("\\d{17}[0-9X]") ? "resident" : "foreigner-2017";
    }
}
