using System.Text.RegularExpressions;
using Sluice.Definitions.Linting;

namespace Sluice.Definitions.Tests.Linting;

/// <summary>
/// Goal: the table of known fields is what the readers read. Method: each field gets a value that nobody can take, and
/// the reader must say so; and every name in the readers' code must be in the table.
/// </summary>
public sealed partial class FieldTableTests
{
    private const string Inner = "{ StartAt: c, States: [{ Name: c, Type: Succeed }] }";

    /// <summary>What each type needs, but for the field in question.</summary>
    private static readonly Dictionary<string, (string Field, string Value)[]> Needed = new()
    {
        ["Task"] = [("End", "true"), ("Action", "X:Y")],
        ["Pass"] = [("End", "true")],
        ["Wait"] = [("End", "true"), ("Seconds", "1")],
        ["Succeed"] = [],
        ["Fail"] = [],
        ["Choice"] = [("Branches", "[{ Condition: $Input.x, Next: a }]"), ("Default", "a")],
        ["Parallel"] = [("End", "true"), ("Branches", $"[{Inner}]")],
        ["Map"] = [("End", "true"), ("ItemsPath", "$Input.x"), ("Processor", Inner), ("ProcessorConfig", "{ ExecutionMode: Standard }")],
    };

    /// <summary>Labels that mean something to people only.</summary>
    private static readonly string[] Labels = ["Description"];

    public static IEnumerable<object[]> Fields { get; } = [.. FieldTable.States
        .SelectMany(pair => pair.Value.Except(Labels).Select(field => new object[] { pair.Key, field }))];

    [Theory]
    [MemberData(nameof(Fields))]
    public void A_field_of_a_state_is_read(string type, string field)
    {
        var isExpression = field.EndsWith(".$", StringComparison.Ordinal);
        var rest = Needed[type].Append(("Name", "a")).Append(("Type", type))
            .Where(pair => pair.Item1 != field && (!isExpression || pair.Item1 != field[..^2]));
        var state = string.Join(", ", rest.Select(pair => $"{pair.Item1}: {pair.Item2}"));

        AssertRead($"- {{ {state}, {field}: {(isExpression ? "+" : "[[1]]")} }}", field);
    }

    [Fact]
    public void The_parts_of_a_distributed_map_are_read()
    {
        foreach (var (way, known) in FieldTable.MapParts)
        {
            foreach (var field in known)
            {
                var value = field.EndsWith(".$", StringComparison.Ordinal) ? "+" : field == "CSVHeaders" ? "1" : "[[1]]";
                var part = way.Reverse().Aggregate($"{field}: {value}", (inner, name) => $"{name}: {{ {inner} }}");
                var config = way[0] == "ProcessorConfig" ? "" : "ProcessorConfig: { ExecutionMode: Standard }, ";
                AssertRead(
                    $"- {{ Name: a, Type: Map, End: true, ItemsPath: $Input.x, Processor: {Inner}, {config}{part} }}", field);
            }
        }
    }

    [Fact]
    public void Every_name_that_the_readers_look_for_is_in_the_table()
    {
        string[] known =
        [
            .. FieldTable.Document, .. FieldTable.Scope, .. FieldTable.Branch, .. FieldTable.Retry, .. FieldTable.Catch,
            .. FieldTable.States.Values.SelectMany(fields => fields), .. FieldTable.MapParts.SelectMany(part => part.Known),
            .. FieldTable.States.Keys,

            // Refused, not read.
            "UntilDateTime",
        ];

        var named = Directory
            .GetFiles(Repository.PathOf("src", "Definitions", "StateMachine"), "*.cs", SearchOption.AllDirectories)
            .Where(path => Path.GetFileName(path) != "StateMachineDataFlow.cs")
            .SelectMany(File.ReadLines)
            .Where(line => !line.TrimStart().StartsWith("///", StringComparison.Ordinal))
            .SelectMany(line => FieldName().Matches(line).Select(match => match.Groups[1].Value))
            .Distinct();

        Assert.Empty(named.Except(known));
    }

    private static void AssertRead(string state, string field) => Assert.Contains(
        Given.Compiled(Given.Definition(state)).Diagnostics,
        found => found.Severity == DiagnosticSeverity.Error && found.Message.Contains(field, StringComparison.Ordinal));

    [GeneratedRegex("\"([A-Z][a-z]+[A-Za-z]*)\"")]
    private static partial Regex FieldName();
}
