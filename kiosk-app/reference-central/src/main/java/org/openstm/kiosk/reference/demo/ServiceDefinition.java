package org.openstm.kiosk.reference.demo;

import java.util.List;
import java.util.Map;

/// A service of a department, and what its rules ask for.
///
/// @param rule name of the rule in `DepartmentRules`
/// @param system back system that must be available
/// @param legal limit by law, for certificates
/// @param promised limit that the department promises
/// @param asks allowed answers; a case with any other is refused, since it may be personal
/// @param files allowed files, such as a signature; a case with any other is refused too
/// @param keys answers that identify a duplicate application
/// @param needs required answers
/// @param shows results of a query: the name in the answer, and the fact behind it
/// @param anyone whether persons without a record are allowed
/// @param checks in their order
/// @param seat answers that together name a seat to book; empty: nothing is booked
/// @param gives the result's values, with placeholders
/// @param paperTitle of a sealed document
/// @param paper its rows, label and text with placeholders; empty: no document
/// @param costs the fee, as a fact of the person; empty: none
/// @param words key of the acceptance message
/// @param days working days that the department takes; 0: decided at once
/// @param by roles in which a representative may submit it
/// @param parts of a chain: services that are decided separately
public record ServiceDefinition(
        String id,
        String rule,
        String system,
        Map<String, String> title,
        String owner,
        String phone,
        String legal,
        String promised,
        List<String> asks,
        List<String> files,
        List<String> keys,
        List<String> needs,
        Map<String, String> shows,
        boolean anyone,
        List<ServiceCheck> checks,
        List<String> seat,
        Map<String, String> gives,
        String paperTitle,
        Map<String, String> paper,
        String costs,
        String words,
        int days,
        List<String> parts,
        List<String> by) {
    /// The file of a signature.
    public static final String SIGNATURE = "signature";

    /// The same with another form; answers that the form does not ask are not required either.
    ServiceDefinition withQuestions(List<String> others, List<String> otherFiles) {
        return new ServiceDefinition(
                id,
                rule,
                system,
                title,
                owner,
                phone,
                legal,
                promised,
                others,
                otherFiles,
                keys,
                needs.stream().filter(others::contains).toList(),
                shows,
                anyone,
                checks,
                seat,
                gives,
                paperTitle,
                paper,
                costs,
                words,
                days,
                parts,
                by);
    }
}
