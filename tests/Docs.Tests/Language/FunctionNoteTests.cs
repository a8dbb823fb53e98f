using Sluice.Definitions;
using Sluice.Definitions.Expressions;
using Sluice.Definitions.Expressions.Functions;
using Sluice.Definitions.Syntax;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Docs.Tests.Language;

/// <summary>The notes on functions, from which the reference is made.</summary>
public sealed class FunctionNoteTests
{
    public static TheoryData<string> Names => [.. FunctionNotes.All.Select(note => note.Name)];

    [Fact]
    public void Every_function_has_a_note_and_no_other_has() => Assert.Equal(
        FunctionTable.Names.Order(StringComparer.Ordinal),
        FunctionNotes.All.Select(note => note.Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void An_example_gives_the_result_beside_it(string name)
    {
        var note = FunctionNotes.All.Single(note => note.Name == name);
        var function = FunctionTable.Find(name)!;
        var expression = ExpressionParser.Parse(note.Example, ExpressionPlace.Condition, out var problems);
        Assert.True(expression is not null, string.Join('\n', problems));
        var evaluation = new Evaluation(Nothing()) { Field = new FieldPath("example") };

        var result = expression.Evaluate(evaluation);

        Assert.False(evaluation.HasFailed);
        Assert.StartsWith(name + "(", note.Example, StringComparison.Ordinal);
        Assert.Equal(function.Parameters.Count + (function.TakesMore ? 1 : 0), note.Parameters.Length);
        if (note.Result is not null)
        {
            Assert.Equal(note.Result, result.ToString());
        }
    }

    private sealed class SomeDraws : IDraws
    {
        public SeededEntropy In(string field) => new(1);
    }

    private static Variables Nothing() => new()
    {
        Execution = new ExecutionFacts("a-flow", "an-execution", JsonPayload.EmptyObject, "", DateTimeOffset.UnixEpoch),
        Limits = Limits.Default,
        Work = new StepWork(Limits.Default, new WorkTotal()),
        Now = DateTimeOffset.UnixEpoch,
        Draws = new SomeDraws(),
    };
}
