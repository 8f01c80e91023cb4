package org.openstm.kiosk.session.model;

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

/// One citizen's application for one item.
///
/// @param labels labels of answers whose options came from central
/// @param known data that a back system already has
/// @param factors proofs of identity so far: `id-card`, `social-security-card`, `app-code-L1` to `app-code-L3`,
/// `sms-code`, `staff-code`,
///     `simulated-match`
/// @param person owner of the case
/// @param acting the person who submits it, when that is not the owner
/// @param carried fields whose answers come from an earlier item of this session and are not asked again
/// @param signature strokes with which the citizen signed these answers; empty until then
/// @param brought data of the other channel on which the case was begun
/// @param pictures pictures taken for it, by digest; an answer names the one that counts
public record ServiceApplication(
        Item item,
        Optional<IdentifiedPerson> person,
        Optional<ActingPerson> acting,
        FormAnswers answers,
        Map<String, LocalizedText> labels,
        Map<String, String> known,
        Set<IdentityFactor> factors,
        Set<String> carried,
        List<SessionState.PenStroke> signature,
        Optional<ResumedCase> brought,
        Map<String, CapturedImage> pictures) {
    public ServiceApplication {
        labels = Map.copyOf(labels);
        known = Map.copyOf(known);
        factors = Set.copyOf(factors);
        carried = Set.copyOf(carried);
        signature = List.copyOf(signature);
        pictures = Map.copyOf(pictures);
    }

    public static ServiceApplication forItem(Item item, Optional<IdentifiedPerson> person) {
        return new ServiceApplication(
                item,
                person,
                Optional.empty(),
                FormAnswers.NONE,
                Map.of(),
                Map.of(),
                person.map(IdentifiedPerson::factor).map(Set::of).orElse(Set.of()),
                Set.of(),
                List.of(),
                Optional.empty(),
                Map.of());
    }

    /// An application for another person, whose card is still to be read.
    ///
    /// @param visitor the person at the terminal, if already known
    public static ServiceApplication forItemInRole(
            Item item, RepresentativeRole role, Optional<IdentifiedPerson> visitor) {
        var road = forItem(item, Optional.empty());
        var acting = road.withActing(new ActingPerson(role, visitor));
        // an organisation has no card: the visitor is the one who is identified
        return role == RepresentativeRole.ORGANISATION && visitor.isPresent()
                ? acting.withFactor(visitor.get().factor())
                : acting;
    }

    public ServiceApplication withActing(ActingPerson other) {
        return withChanges(draft -> draft.acting = Optional.of(other));
    }

    /// Whether the next card is the visitor's and not the case owner's.
    public boolean needsVisitorCard() {
        return acting.isPresent() && acting.get().who().isEmpty();
    }

    /// An application for an organisation.
    public boolean isForOrganisation() {
        return acting.filter(a -> a.role() == RepresentativeRole.ORGANISATION).isPresent();
    }

    /// The person at the terminal.
    public Optional<IdentifiedPerson> visitor() {
        return acting.isEmpty() ? person : acting.get().who();
    }

    public ServiceApplication withPerson(IdentifiedPerson who) {
        return withChanges(draft -> {
            draft.person = Optional.of(who);
            draft.factors = factorsWith(who.factor());
        });
    }

    public ServiceApplication withAnswer(String name, String value) {
        return withChanges(draft -> draft.answers = answers.withAnswer(name, value));
    }

    public ServiceApplication withAnswer(String name, String value, LocalizedText label) {
        var more = new HashMap<>(labels);
        more.put(name, label);
        return withChanges(draft -> {
            draft.answers = answers.withAnswer(name, value);
            draft.labels = more;
        });
    }

    /// Removes an answer and those that depended on it.
    public ServiceApplication withoutAnswer(String name) {
        return withChanges(draft -> draft.answers = answers.withoutAnswer(name));
    }

    /// Answers from an earlier item of this session.
    public ServiceApplication withCarriedAnswers(CarriedAnswers told) {
        var road = this;
        var names = new HashSet<String>();
        for (var page : item.pages()) {
            var field = page.fields().getFirst();
            var answer = told.findAnswer(field).orElse(null);
            if (answer == null || !(page.when() instanceof PageCondition.Always)) continue;
            names.add(field.name());
            road = answer.label().equals(LocalizedText.NONE)
                    ? road.withAnswer(field.name(), answer.value())
                    : road.withAnswer(field.name(), answer.value(), answer.label());
        }
        return road.withChanges(draft -> draft.carried = names);
    }

    public ServiceApplication withKnownValues(Map<String, String> values) {
        return withChanges(draft -> draft.known = values);
    }

    /// Drops a proof, for example when the phone number of a verified message code changes.
    public ServiceApplication withoutFactor(IdentityFactor factor) {
        var less = new HashSet<>(factors);
        less.remove(factor);
        return withChanges(draft -> draft.factors = less);
    }

    public ServiceApplication withFactor(IdentityFactor factor) {
        return withChanges(draft -> draft.factors = factorsWith(factor));
    }

    /// Adds the answers from another channel.
    public ServiceApplication withResumedCase(ResumedCase other, Map<String, String> given) {
        var road = withChanges(draft -> {
            draft.answers = FormAnswers.NONE;
            draft.brought = Optional.of(other);
        });
        for (var answer : given.entrySet()) road = road.withAnswer(answer.getKey(), answer.getValue());
        return road;
    }

    /// Turns it into a new case.
    public ServiceApplication withoutResumedCase() {
        return withChanges(draft -> draft.brought = Optional.empty());
    }

    public ServiceApplication withSignature(List<SessionState.PenStroke> strokes) {
        return withChanges(draft -> draft.signature = strokes);
    }

    /// Adds a picture for review and drops earlier ones that no answer names.
    public ServiceApplication withPicture(CapturedImage picture) {
        var meant = new HashMap<String, CapturedImage>();
        for (var answer : answers.given().values()) {
            var still = pictures.get(answer);
            if (still != null) meant.put(answer, still);
        }
        meant.put(picture.sha256(), picture);
        return withChanges(draft -> draft.pictures = meant);
    }

    /// The pictures that the answers name, by field name.
    public Map<String, CapturedImage> submittedPictures() {
        var all = new LinkedHashMap<String, CapturedImage>();
        for (var field : item.fieldsByName().values()) {
            if (!field.kind().isPicture()) continue;
            answers.findAnswer(field.name()).map(pictures::get).ifPresent(still -> all.put(field.name(), still));
        }
        return all;
    }

    /// The application as transferred to another channel: without pictures, which are taken again there.
    public ServiceApplication withoutPictures() {
        var road = this;
        for (var name : submittedPictures().keySet()) road = road.withoutAnswer(name);
        return road;
    }

    private Set<IdentityFactor> factorsWith(IdentityFactor factor) {
        var more = new HashSet<>(factors);
        more.add(factor);
        return more;
    }

    /// Steps shown to the citizen: notice, identity, one for each page, check. Skipped pages do not change it.
    public int stepCount() {
        return 3 + item.pages().size();
    }

    /// A copy with the changes made to the draft.
    private ServiceApplication withChanges(Consumer<ApplicationDraft> change) {
        var draft = new ApplicationDraft(this);
        change.accept(draft);
        return draft.toApplication(item);
    }

    private static final class ApplicationDraft {
        Optional<IdentifiedPerson> person;
        Optional<ActingPerson> acting;
        FormAnswers answers;
        Map<String, LocalizedText> labels;
        Map<String, String> known;
        Set<IdentityFactor> factors;
        Set<String> carried;
        List<SessionState.PenStroke> signature;
        Optional<ResumedCase> brought;
        Map<String, CapturedImage> pictures;

        ApplicationDraft(ServiceApplication road) {
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

        ServiceApplication toApplication(Item item) {
            return new ServiceApplication(
                    item, person, acting, answers, labels, known, factors, carried, signature, brought, pictures);
        }
    }
}
