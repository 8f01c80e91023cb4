package org.openstm.kiosk.session;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.LocalizedText;
import org.openstm.kiosk.catalog.RepresentativeRole;
import org.openstm.kiosk.form.FormAnswers;
import org.openstm.kiosk.form.PageCondition;

/// One citizen's way through one item.
///
/// @param labels words of answers whose options came from the centre
/// @param known what a back system already knows
/// @param factors proofs of identity so far: `id-card`, `social-security-card`, `app-code-L1` to `app-code-L3`,
/// `sms-code`, `staff-code`,
///     `simulated-match`
/// @param person whose case it is
/// @param acting who hands it in, when that is somebody else
/// @param carried fields whose answers were told for an earlier item of this visit, and not asked again
/// @param signature strokes with which the citizen signed these answers; empty until then
/// @param brought from another channel, where the case was begun
/// @param pictures that were taken for it, by digest; an answer names the one that is meant
public record Road(
        Item item,
        Optional<Person> person,
        Optional<Acting> acting,
        FormAnswers answers,
        Map<String, LocalizedText> labels,
        Map<String, String> known,
        Set<String> factors,
        Set<String> carried,
        List<Place.Stroke> signature,
        Optional<Brought> brought,
        Map<String, Still> pictures) {
    public Road {
        labels = Map.copyOf(labels);
        known = Map.copyOf(known);
        factors = Set.copyOf(factors);
        carried = Set.copyOf(carried);
        signature = List.copyOf(signature);
        pictures = Map.copyOf(pictures);
    }

    static Road to(Item item, Optional<Person> person) {
        return new Road(
                item,
                person,
                Optional.empty(),
                FormAnswers.NONE,
                Map.of(),
                Map.of(),
                person.map(Person::factor).map(Set::of).orElse(Set.of()),
                Set.of(),
                List.of(),
                Optional.empty(),
                Map.of());
    }

    /// On the way for somebody else, whose card is still to be laid.
    ///
    /// @param visitor who stands there, if that is known already
    static Road inRole(Item item, RepresentativeRole role, Optional<Person> visitor) {
        var road = to(item, Optional.empty());
        var acting = road.acting(new Acting(role, visitor));
        // an organisation has no card: it is the visitor who is proved
        return role == RepresentativeRole.ORGANISATION && visitor.isPresent()
                ? acting.proving(visitor.get().factor())
                : acting;
    }

    Road acting(Acting other) {
        return with(draft -> draft.acting = Optional.of(other));
    }

    /// Whether the next card is the one of who stands there, and not of whose case it is.
    public boolean wantsVisitor() {
        return acting.isPresent() && acting.get().who().isEmpty();
    }

    /// On the way for an organisation.
    public boolean forOrganisation() {
        return acting.filter(a -> a.role() == RepresentativeRole.ORGANISATION).isPresent();
    }

    /// Who stands there.
    public Optional<Person> visitor() {
        return acting.isEmpty() ? person : acting.get().who();
    }

    Road by(Person who) {
        return with(draft -> {
            draft.person = Optional.of(who);
            draft.factors = plus(who.factor());
        });
    }

    Road answering(String name, String value) {
        return with(draft -> draft.answers = answers.withAnswer(name, value));
    }

    Road answering(String name, String value, LocalizedText label) {
        var more = new HashMap<>(labels);
        more.put(name, label);
        return with(draft -> {
            draft.answers = answers.withAnswer(name, value);
            draft.labels = more;
        });
    }

    /// An answer was taken back, and with it those that hung on it.
    Road forgetting(String name) {
        return with(draft -> draft.answers = answers.withoutAnswer(name));
    }

    /// Answers that an earlier item of this visit has brought.
    Road carrying(Told told) {
        var road = this;
        var names = new HashSet<String>();
        for (var page : item.pages()) {
            var field = page.fields().getFirst();
            var answer = told.to(field).orElse(null);
            if (answer == null || !(page.when() instanceof PageCondition.Always)) continue;
            names.add(field.name());
            road = answer.label().equals(LocalizedText.NONE)
                    ? road.answering(field.name(), answer.value())
                    : road.answering(field.name(), answer.value(), answer.label());
        }
        return road.with(draft -> draft.carried = names);
    }

    Road knowing(Map<String, String> values) {
        return with(draft -> draft.known = values);
    }

    /// The answer of a message code's field is no longer the one that was proved.
    Road unproven(String factor) {
        var less = new HashSet<>(factors);
        less.remove(factor);
        return with(draft -> draft.factors = less);
    }

    Road proving(String factor) {
        return with(draft -> draft.factors = plus(factor));
    }

    /// With what was answered in another channel.
    Road bringing(Brought other, Map<String, String> given) {
        var road = with(draft -> {
            draft.answers = FormAnswers.NONE;
            draft.brought = Optional.of(other);
        });
        for (var answer : given.entrySet()) road = road.answering(answer.getKey(), answer.getValue());
        return road;
    }

    /// As a case that begins anew.
    Road anew() {
        return with(draft -> draft.brought = Optional.empty());
    }

    Road signedWith(List<Place.Stroke> strokes) {
        return with(draft -> draft.signature = strokes);
    }

    /// A picture was taken, and is looked at; earlier ones that no answer means are gone.
    Road seeing(Still picture) {
        var meant = new HashMap<String, Still>();
        for (var answer : answers.given().values()) {
            var still = pictures.get(answer);
            if (still != null) meant.put(answer, still);
        }
        meant.put(picture.sha256(), picture);
        return with(draft -> draft.pictures = meant);
    }

    /// The pictures that the answers mean, by the name of their field.
    public Map<String, Still> handedIn() {
        var all = new LinkedHashMap<String, Still>();
        for (var field : item.fieldsByName().values()) {
            if (!field.kind().isPicture()) continue;
            answers.findAnswer(field.name()).map(pictures::get).ifPresent(still -> all.put(field.name(), still));
        }
        return all;
    }

    /// As another channel gets it: pictures stay here, and are taken there anew.
    Road withoutPictures() {
        var road = this;
        for (var name : handedIn().keySet()) road = road.forgetting(name);
        return road;
    }

    private Set<String> plus(String factor) {
        var more = new HashSet<>(factors);
        more.add(factor);
        return more;
    }

    /// Steps that the citizen sees: notice, identity, one a page, check. Skipped pages do not change it.
    public int steps() {
        return 3 + item.pages().size();
    }

    /// The same way, but for what is changed in its draft.
    private Road with(Consumer<Draft> change) {
        var draft = new Draft(this);
        change.accept(draft);
        return draft.road(item);
    }

    private static final class Draft {
        Optional<Person> person;
        Optional<Acting> acting;
        FormAnswers answers;
        Map<String, LocalizedText> labels;
        Map<String, String> known;
        Set<String> factors;
        Set<String> carried;
        List<Place.Stroke> signature;
        Optional<Brought> brought;
        Map<String, Still> pictures;

        Draft(Road road) {
            person = road.person;
            acting = road.acting;
            answers = road.answers;
            labels = road.labels;
            known = road.known;
            factors = road.factors;
            carried = road.carried;
            signature = road.signature;
            brought = road.brought;
            pictures = road.pictures;
        }

        Road road(Item item) {
            return new Road(
                    item, person, acting, answers, labels, known, factors, carried, signature, brought, pictures);
        }
    }
}
