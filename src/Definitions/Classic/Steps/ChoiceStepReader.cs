using Sluice.Definitions.Classic.Conditions;
using Sluice.Definitions.Classic.Paths;
using Sluice.Definitions.States;
using Sluice.Definitions.Syntax;
using Sluice.Model.Json;

namespace Sluice.Definitions.Classic.Steps;

/// <summary>Reads a choice. With a default it needs no choices, and a list without any matches nothing.</summary>
/// <remarks>Source: classic language, section 4.5.</remarks>
internal static class ChoiceStepReader
{
    public static ChoiceState Read(StepSource source, ClassicBuilder flow)
    {
        var fields = source.Fields;
        var needsChoices = fields.Find("default") is null;
        var options = fields.Rows("choices", "choices", needsChoices, mayBeEmpty: true)
            .Select(row => ReadOption(row, source, flow))
            .ToList();
        var otherwise = fields.Mapping("default") is { } node
            ? ReadDefault(fields.Nested(node, fields.PathOf("default")), source, flow)
            : new(Condition: null, Target: null);
        return new ChoiceState
        {
            Id = source.Id,
            Name = source.Name,
            ScopeId = source.Series.ScopeId,
            Next = source.Following,
            Options = options,
            Default = otherwise,
        };
    }

    private static ChoiceOption ReadOption(Fields row, StepSource source, ClassicBuilder flow)
    {
        Keys.Check(row, KeyTable.Choice);
        return ReadWay(row, source, flow) with { Condition = ReadCondition(row) };
    }

    private static ChoiceOption ReadDefault(Fields fields, StepSource source, ClassicBuilder flow)
    {
        Keys.Check(fields, KeyTable.Default);
        return ReadWay(fields, source, flow);
    }

    private static ChoiceOption ReadWay(Fields fields, StepSource source, ClassicBuilder flow) => new(
        Condition: null,
        source.Series.ReadGoto(fields, isRequired: false),
        fields.Find("steps") is null ? null : SeriesReader.Read(fields, source.Series.Depth + 1, flow));

    /// <summary>Null when it is missing or refused.</summary>
    private static ComputedCondition? ReadCondition(Fields row)
    {
        switch (row.Find("condition")?.Value)
        {
            case null:
                row.Missing("condition");
                return null;
            case ScalarNode { Value: JsonString text } node:
                return Parse(row, node, text.Value);
            case ScalarNode { Value: JsonBoolean always }:
                return new(new LiteralCondition(always));
            case var other:
                row.WrongType("condition", other, "a condition such as '$.count > 0'");
                return null;
        }
    }

    private static ComputedCondition? Parse(Fields row, ScalarNode node, string text)
    {
        try
        {
            return new(ConditionParser.Parse(text));
        }
        catch (SyntaxProblem problem)
        {
            PathReader.Report(row, node, "condition", DiagnosticCodes.ConditionSyntax, problem);
            return null;
        }
    }
}
