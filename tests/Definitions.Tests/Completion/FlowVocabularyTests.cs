using Sluice.Definitions.Completion;
using Sluice.Definitions.Expressions;
using Sluice.Model;

namespace Sluice.Definitions.Tests.Completion;

public sealed class FlowVocabularyTests
{
    [Fact]
    public void Each_place_has_its_fields_once() => Assert.Equal(
        FlowVocabulary.Fields.Count,
        FlowVocabulary.Fields.Select(here => (here.Language, here.Within, here.Type)).Distinct().Count());

    [Theory]
    [InlineData(FlowLanguage.StateMachine, "States", "Task", "Action")]
    [InlineData(FlowLanguage.StateMachine, "Branches", "Choice", "Condition")]
    [InlineData(FlowLanguage.StateMachine, "ItemReader.SourceParameters", "Map", "Bucket")]
    [InlineData(FlowLanguage.Classic, "steps", "task", "serviceParams")]
    [InlineData(FlowLanguage.Classic, "catch", null, "goto")]
    public void What_may_stand_in_a_place_is_offered_there(FlowLanguage language, string within, string? type, string field) =>
        Assert.Contains(
            field,
            FlowVocabulary.Fields.Single(here => (here.Language, here.Within, here.Type) == (language, within, type)).Names);

    [Fact]
    public void Every_function_that_expressions_can_call_is_offered_with_what_it_gives()
    {
        Assert.Equal(
            FunctionTable.Names.Order(StringComparer.Ordinal),
            FlowVocabulary.Functions.Select(function => function.Name).Order(StringComparer.Ordinal));
        Assert.All(FlowVocabulary.Functions, function => Assert.NotEmpty(function.English));
    }

    [Theory]
    [InlineData("$Input")]
    [InlineData("$Context.Current.TaskToken")]
    [InlineData("$Context.Execution.Name")]
    public void Variables_are_offered_as_they_are_written(string variable) =>
        Assert.Contains(variable, FlowVocabulary.Variables);

    [Fact]
    public void No_step_is_refused_for_a_key_that_is_offered_for_it()
    {
        foreach (var here in FlowVocabulary.Fields.Where(here => here is { Language: FlowLanguage.Classic, Within: "steps" }))
        {
            var keys = here.Names.Where(name => name is not ("type" or "name")).Select(name => $"    {name}: 0");
            var text = $"version: v1\ntype: flow\nsteps:\n  - type: {here.Type}\n    name: one\n{string.Join('\n', keys)}";

            var found = FlowCompiler.Compile(text, flowName: null, ExecutionMode.Standard, Limits.Default).Diagnostics;

            Assert.DoesNotContain(found, diagnostic => diagnostic.Code == DiagnosticCodes.UnknownKey);
        }
    }
}
