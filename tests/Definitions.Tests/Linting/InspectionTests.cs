using FsCheck;
using FsCheck.Fluent;
using Sluice.Definitions.Linting;
using Sluice.Model;

namespace Sluice.Definitions.Tests.Linting;

public sealed class InspectionTests
{
    [Theory]
    [InlineData("Name: x\nType: StateMachine\nsteps: []\n", FlowLanguage.StateMachine, "line 2 says 'Type: StateMachine'")]
    [InlineData("version: v1\ntype: flow\n", FlowLanguage.Classic, "line 2 says 'type: flow'")]
    [InlineData("a: 1\n", null, "neither 'Type: StateMachine' nor 'type: flow' is there")]
    [InlineData("- a\n", null, "the text is a sequence")]
    [InlineData("a: [\n", null, "the text cannot be read")]
    public void The_language_and_why_is_told(string text, FlowLanguage? language, string reason)
    {
        var inspection = Inspect(text);

        Assert.Equal((language, reason), (inspection.Language, inspection.Reason));
    }

    [Theory]
    [InlineData("Type: flow\nsteps: []", "small letters")]
    [InlineData("type: StateMachine\nStates: []", "capital letter")]
    [InlineData("Type: Statemachine", "Did you mean 'Type: StateMachine'?")]
    [InlineData("StartAt: a", "add 'Type: StateMachine'")]
    [InlineData("steps: []", "add 'type: flow'")]
    public void A_text_in_neither_language_is_told_what_is_missing(string text, string hint)
    {
        var error = Assert.Single(Given.Compiled(text).Diagnostics);

        Assert.Equal(DiagnosticCodes.UnknownLanguage, error.Code);
        Assert.Contains(hint, error.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Type: StateMachine\n\tx", true)]
    [InlineData("{\"StartAt\": \"a\", \"States\": {}", true)]
    [InlineData("type：flow\n", true)]
    [InlineData("kind: Deployment\n", false)]
    [InlineData("a: [\n", false)]
    [InlineData("", false)]
    public void What_was_meant_for_a_definition_is_told_from_other_files(string text, bool isOne) =>
        Assert.Equal(isOne, Inspect(text).IsDefinition);

    [Fact]
    public void A_finding_names_its_state_and_the_way_to_it()
    {
        var found = Inspect(Given.Definition("""
            - Name: a
              Type: Parallel
              End: true
              Branches:
                - StartAt: 内
                  States:
                    - Name: 内
                      Type: Pass
                      OutputConstructor: { list: [{ zip: 007 }] }
                      End: true
            """)).Findings;

        var finding = Assert.Single(found);
        Assert.Equal("内", finding.State);
        Assert.Equal("States[0].Branches[0].States[0].OutputConstructor.list[0].zip", finding.Path);
    }

    [Fact]
    public void The_errors_are_those_that_the_server_would_give() =>
        Prop.ForAll(FlowCompilerProperties.Broken, definition =>
        {
            var compiled = FlowCompiler.Compile(definition, flowName: null, ExecutionMode.Standard, Limits.Default);
            var inspection = Inspect(definition);

            Assert.Equal(Errors(compiled.Diagnostics), Errors(inspection.Findings.Select(found => found.Diagnostic)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(800));

    private static List<Diagnostic> Errors(IEnumerable<Diagnostic> found) =>
        [.. found.Where(item => item.Severity == DiagnosticSeverity.Error).Distinct()];

    private static Inspection Inspect(string text) => FlowInspector.Inspect(text, ExecutionMode.Standard, Limits.Default);
}
