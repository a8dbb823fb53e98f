using System.Globalization;
using Sluice.Definitions;
using Sluice.Definitions.Syntax;
using Sluice.Model.Json;
using Sluice.Testing.Files;
using Sluice.Testing.Matching;
using Sluice.Testing.Mocks;
using Sluice.Testing.Traces;

namespace Sluice.Testing.Expectations;

/// <summary>Holds what an execution came to against what a test expects: one method for each key.</summary>
public sealed class Checking
{
    private readonly Evidence _evidence;
    private readonly FlowIndex _index;
    private readonly List<Unmet> _unmet = [];

    private readonly MappingNode _expect;

    private Checking(MappingNode expect, Evidence evidence, Flow flow) =>
        (_expect, _evidence, _index) = (expect, evidence, FlowIndex.Of(flow));

    /// <returns>In the order in which the test says them.</returns>
    public static IReadOnlyList<Unmet> Of(MappingNode expect, Evidence evidence, Flow flow)
    {
        var checking = new Checking(expect, evidence, flow);
        foreach (var entry in expect.Entries)
        {
            checking.Check(entry);
        }

        return checking._unmet;
    }

    private void Check(MappingEntry entry)
    {
        switch (entry.Key)
        {
            case "status":
                CheckStatus(entry);
                break;
            case "error":
                Match("error", null, entry.Value, Text(_evidence.Error));
                break;
            case "cause":
                CheckCause(entry);
                break;
            case "output":
                Match("output", null, entry.Value, _evidence.Output);
                break;
            case "outputExactly":
                CheckExactly(entry);
                break;
            case "global":
                Match("global", null, entry.Value, _evidence.Global);
                break;
            case "took":
                CheckBound("took", null, entry.Value, _evidence.Took);
                break;
            case "handled":
                CheckHandled(entry);
                break;
            case "always" or "if":
            case "never" when entry.Value is MappingNode:
                CheckStatement(entry);
                break;
            case "then":
                // It is looked at with its condition.
                break;
            case "objects":
                ForEach(entry, each => Match($"objects {each.Key}", null, each.Value, ReadObject(each.Key, each.Value)));
                break;
            case "sent":
                ForEach(entry, each => Match(
                    $"sent {each.Key}", null, each.Value, SentMessages.To(each.Key, _evidence.Calls, each.Value)));
                break;
            case "children":
                ForEach(entry, CheckChildren);
                break;
            default:
                CheckSteps(entry);
                break;
        }
    }

    /// <summary>Keys that speak of states and their calls.</summary>
    private void CheckSteps(MappingEntry entry)
    {
        switch (entry.Key)
        {
            case "path":
                CheckPath(entry);
                break;
            case "pathContains":
                CheckPathContains(entry);
                break;
            case "never":
                CheckNever(entry);
                break;
            case "states":
                ForEach(entry, CheckState);
                break;
            case "calls":
                ForEach(entry, each => CheckBound("calls", each.Key, each.Value, CallsOf(each.Key).Count));
                break;
            case "requests":
                ForEach(entry, each => Match(
                    "requests", each.Key, each.Value, new JsonArray([.. CallsOf(each.Key).Select(call => call.Parameters)])));
                break;
            case "waits":
                CheckWaits(entry);
                break;
            case "map":
                ForEach(entry, CheckMap);
                break;
            default:
                throw new System.Diagnostics.UnreachableException($"'{entry.Key}' is no key of expect.");
        }
    }

    private void CheckStatement(MappingEntry entry)
    {
        var statement = new MappingNode([.. new[] { entry, _expect.Find("then") }.OfType<MappingEntry>()], entry.KeyPosition);
        if (Statement.Check(statement, _evidence, _index.Flow) is { } unmet)
        {
            _unmet.Add(unmet);
        }
    }

    private void CheckStatus(MappingEntry entry)
    {
        var wanted = ((ScalarNode)entry.Value).Text();
        if (wanted != _evidence.Status.ToString())
        {
            var error = _evidence.Error is { Length: > 0 } code ? $" ({code})" : "";
            _unmet.Add(new("status", null, wanted, _evidence.Status + error, entry.Value.Position));
        }
    }

    private void CheckCause(MappingEntry entry)
    {
        var wanted = ((ScalarNode)entry.Value).Text();
        if (_evidence.Cause?.Contains(wanted, StringComparison.Ordinal) != true)
        {
            _unmet.Add(new("cause", null, $"'{wanted}' in it", _evidence.Cause is null ? "nothing" : $"'{_evidence.Cause}'", entry.Value.Position));
        }
    }

    private void CheckExactly(MappingEntry entry)
    {
        var wanted = entry.Value.ToJson();
        if (!wanted.Equals(_evidence.Output))
        {
            _unmet.Add(new(
                "outputExactly", null, ValueMatch.Shown(wanted), ValueMatch.Shown(_evidence.Output), entry.Value.Position));
        }
    }

    private void CheckHandled(MappingEntry entry)
    {
        var failed = Failures.Unhandled(_evidence, _index);
        if (entry.Value is ScalarNode { Value: JsonBoolean { Value: true } } == failed is not null)
        {
            _unmet.Add(new(
                "handled",
                failed?.Place,
                failed is null ? "a failure that nothing handles" : "every failure handled",
                failed is null ? "none" : $"{failed.Failure!.Code} at {failed.Place}, which nothing took",
                entry.Value.Position));
        }
    }

    private void CheckPath(MappingEntry entry)
    {
        if (!PathMatch.Matches(entry.Value, _evidence.Trace.Root))
        {
            _unmet.Add(new(
                "path", null, PathMatch.Shown(entry.Value), PathMatch.Shown(_evidence.Trace.Root, PathMatch.NamesIn(entry.Value)), entry.Value.Position));
        }
    }

    private void CheckPathContains(MappingEntry entry)
    {
        var (names, next) = (_evidence.Trace.Root.Visits.ConvertAll(visit => visit.Name), 0);
        foreach (var wanted in entry.Value.OneOrMore().OfType<ScalarNode>())
        {
            var found = names.FindIndex(next, name => name == wanted.Text());
            if (found < 0)
            {
                _unmet.Add(new("pathContains", wanted.Text(), $"{wanted.Text()} on the way", $"[{string.Join(", ", names)}]", wanted.Position));
                return;
            }

            next = found + 1;
        }
    }

    private void CheckNever(MappingEntry entry)
    {
        foreach (var name in entry.Value.OneOrMore().OfType<ScalarNode>())
        {
            if (_evidence.Trace.Of(name.Text()).FirstOrDefault() is { } visit)
            {
                _unmet.Add(new("never", visit.Place, $"{name.Text()} never entered", $"entered at event {visit.EnteredEvent}", name.Position));
            }
        }
    }

    private void CheckState(MappingEntry entry)
    {
        var visits = _evidence.Trace.Of(entry.Key).ToList();
        var last = visits.LastOrDefault();
        foreach (var wanted in ((MappingNode)entry.Value).Entries)
        {
            var what = $"states.{wanted.Key}";
            switch (wanted.Key)
            {
                case "visits":
                    CheckBound(what, entry.Key, wanted.Value, visits.Count);
                    break;
                case "tries":
                    CheckBound(what, entry.Key, wanted.Value, visits.Sum(visit => visit.Tries));
                    break;
                default:
                    Match(what, entry.Key, wanted.Value, wanted.Key switch
                    {
                        "input" => last?.Input,
                        "output" => last?.Output,
                        "error" => Text(last?.Failure?.Code),
                        _ => Text(StatusOf(last)),
                    });
                    break;
            }
        }
    }

    private static string StatusOf(Visit? visit) => visit switch
    {
        null => "Never",
        { HasSucceeded: true } => "Succeeded",
        { Exited: null } => "Cancelled",
        _ => "Failed",
    };

    private void CheckWaits(MappingEntry entry)
    {
        if (entry.Value is SequenceNode all)
        {
            CompareWaits(null, all, _evidence.Trace.Visits.SelectMany(visit => visit.Waits));
            return;
        }

        ForEach(entry, each => CompareWaits(
            each.Key, (SequenceNode)each.Value, _evidence.Trace.Of(each.Key).SelectMany(visit => visit.Waits)));
    }

    private void CompareWaits(string? state, SequenceNode wanted, IEnumerable<TimeSpan> waits)
    {
        var got = waits.ToList();
        var spans = wanted.Items.Select(item => Spans.Find(item.ToJson())!.Value).ToList();
        if (!spans.SequenceEqual(got))
        {
            _unmet.Add(new("waits", state, ShownSpans(spans), ShownSpans(got), wanted.Position));
        }
    }

    private static string ShownSpans(IEnumerable<TimeSpan> spans) => $"[{string.Join(", ", spans.Select(Spans.Shown))}]";

    private void CheckMap(MappingEntry entry)
    {
        var runs = _evidence.Events
            .Where(happened => happened.Type == Model.History.EventType.MapRunStarted)
            .Where(happened => _index.Find(entry.Key).Any(state => state.Name == happened.StepName))
            .Select(happened => (((happened.Find("output") as JsonObject)?.Get("MapRunName") as JsonString)?.Value))
            .OfType<string>().Distinct().Select(_evidence.MapRun).ToList();
        foreach (var wanted in ((MappingNode)entry.Value).Entries)
        {
            CheckBound(
                $"map.{wanted.Key}",
                entry.Key,
                wanted.Value,
                runs.Sum(run => wanted.Key == "succeeded" ? run.Succeeded : run.Failed));
        }
    }

    private void CheckChildren(MappingEntry entry)
    {
        var ends = _evidence.Children(entry.Key);
        if (entry.Value is SequenceNode)
        {
            Match("children", entry.Key, entry.Value, new JsonArray([.. ends.Select(end => JsonObject.Of(
                ("status", JsonValue.Of(end.Status.ToString())),
                ("output", end.Output ?? JsonValue.Null),
                ("error", (JsonValue?)Text(end.Error) ?? JsonValue.Null)))]));
        }
        else
        {
            CheckBound("children", entry.Key, entry.Value, ends.Count);
        }
    }

    private JsonValue? ReadObject(string place, SyntaxNode wanted) => _evidence.Object(place) switch
    {
        null => null,
        var text when wanted is MappingNode or SequenceNode
            && JsonPayload.TryParse(System.Text.Encoding.UTF8.GetBytes(text), int.MaxValue, out var payload, out _) => payload.Value,
        var text => JsonValue.Of(text),
    };

    private List<MockedCall> CallsOf(string key) =>
        [.. _evidence.Calls.Where(call => call.Path == key || call.State.Name == key || call.Action == key)];

    private void Match(string what, string? state, SyntaxNode expected, JsonValue? actual)
    {
        if (ValueMatch.Find(expected, actual) is { } miss)
        {
            _unmet.Add(new(what + miss.Path, state, miss.Expected, miss.Got, miss.Position));
        }
    }

    /// <summary>A number or a text such as <c>&lt;= 1</c>.</summary>
    private void CheckBound(string what, string? state, SyntaxNode expected, int actual)
    {
        if (expected is ScalarNode { Value: JsonString text } && Bound.Find(text.Value) is { } bound)
        {
            if (!bound.Holds(actual))
            {
                _unmet.Add(new(what, state, text.Value, actual.ToString(CultureInfo.InvariantCulture), expected.Position));
            }

            return;
        }

        Match(what, state, expected, JsonValue.Of(actual));
    }

    /// <summary>A span, or a text such as <c>&lt; 1h</c>.</summary>
    private void CheckBound(string what, string? state, SyntaxNode expected, TimeSpan actual)
    {
        if (expected is ScalarNode scalar)
        {
            var bound = Bound.Find(scalar.Text());
            if (bound?.Holds(actual.TotalSeconds) != true)
            {
                _unmet.Add(new(what, state, scalar.Text(), Spans.Shown(actual), expected.Position));
            }

            return;
        }

        Match(what, state, expected, new JsonNumber(actual.TotalSeconds));
    }

    private static JsonString? Text(string? text) => text is null ? null : JsonValue.Of(text);

    private static void ForEach(MappingEntry entry, Action<MappingEntry> check)
    {
        foreach (var each in ((MappingNode)entry.Value).Entries)
        {
            check(each);
        }
    }
}
