package org.openstm.yaml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/// Finds valid YAML that authors never intend: an alias, of which only the name would be read, and a duplicate
/// key, of which only the last would count.
final class YamlPitfalls {
    private static final YAMLMapper YAML = new YAMLMapper();

    private YamlPitfalls() {}

    static List<String> findPitfalls(YamlSource source) {
        var problems = new ArrayList<String>();
        Deque<Map<String, Integer>> open = new ArrayDeque<>();
        try (var parser = (YAMLParser) YAML.createParser(source.text())) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                int line = parser.currentTokenLocation().getLineNr();
                if (parser.isCurrentAlias())
                    problems.add(source.describeProblemAtLine(
                            line,
                            "*" + parser.getString() + " is an alias, of which only the name would be read:"
                                    + " write the words out again, or put quotes around a text that begins with *"));
                if (token == JsonToken.START_OBJECT) open.push(new HashMap<>());
                else if (token == JsonToken.END_OBJECT) open.pop();
                else if (token == JsonToken.PROPERTY_NAME) {
                    var name = parser.currentName();
                    var first = open.element().putIfAbsent(name, line);
                    if (first != null)
                        problems.add(source.describeProblemAtLine(
                                line, "'" + name + "' stands there twice, first in line " + first + ": remove one"));
                }
            }
        } catch (JacksonException _) {
            // invalid YAML is reported elsewhere
        }
        return problems;
    }
}
