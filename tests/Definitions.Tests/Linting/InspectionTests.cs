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
    [InlineData("States: []", "add 'Type: StateMachine'")]
    [InlineData("type: flwo", "Did you mean 'type: flow'?")]
    [InlineData("Type: Workflow", null)]
    [InlineData("type: other\nTyp: StateMachine", null)]
    [InlineData("steps: []", "add 'type: flow'")]
    public void A_text_in_neither_language_is_told_what_is_missing(string text, string? hint)
    {
        var error = Assert.Single(Given.Compiled(text).Diagnostics);

        Assert.Equal(DiagnosticCodes.UnknownLanguage, error.Code);
        Assert.Equal("The definition must have 'Type: StateMachine' or 'type: flow'.", error.Message);
        Assert.Equal(hint is null, error.Hint is null);
        Assert.Contains(hint ?? "", error.Hint ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Type: StateMachine\n\tx", true)]
    [InlineData("{\"StartAt\": \"a\", \"States\": {}", true)]
    [InlineData("type：flow\n", true)]
    [InlineData("kind: Deployment\n", false)]
    [InlineData("Type: StateMachine\nStates: []\n", true)]
    [InlineData("type: flow\n", true)]
    [InlineData("SpecVersion: v1\n", true)]
    [InlineData("[ Type: StateMachine ]\n", false)]
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
    public void A_finding_in_a_classic_flow_names_its_step()
    {
        var finding = Assert.Single(Inspect(
            "version: v1\ntype: flow\nsteps:\n  - type: pass\n    name: shape\n"
            + "    outputMappings: [{ target: zip, source: 007 }]\n").Findings);

        Assert.Equal(("shape", "steps[0].outputMappings[0].source"), (finding.State, finding.Path));
    }

    [Fact]
    public void A_finding_about_the_whole_document_names_neither()
    {
        var finding = Inspect("Type: StateMachine\nSpecVersion: v1\nStates: [{ Name: a, Type: Succeed }]\n").Findings[0];

        Assert.Equal((DiagnosticCodes.FieldMissing, null, null), (finding.Diagnostic.Code, finding.State, finding.Path));
    }

    [Fact]
    public void What_an_alias_repeats_is_found_where_it_is_written()
    {
        var findings = Inspect(Given.Definition(
            "- { Name: a, Type: Pass, Next: b, OutputConstructor: &o { zip: 007 } }\n"
            + "- { Name: b, Type: Pass, End: true, OutputConstructor: *o }")).Findings;

        Assert.Equal(("a", "States[0].OutputConstructor.zip"), (Assert.Single(findings).State, findings[0].Path));
    }

    [Fact]
    public void A_state_without_a_name_is_called_by_its_place() => Assert.Contains(
        Inspect(Given.Definition("- { Name: a, Type: Succeed }\n- { Type: Succeed, Foo: 1 }")).Findings,
        found => found.Diagnostic.Message == "The state States[1]: Foo means nothing in a Succeed.");

    [Fact]
    public void An_unknown_language_is_told_where_it_says_which() => Assert.Equal(
        new SourcePosition(2, 7), Assert.Single(Inspect("a: 1\ntype: flwo\n").Findings).Diagnostic.Position);

    [Fact]
    public void Errors_and_warnings_are_counted_apart()
    {
        var inspection = Inspect(Given.Definition("- { Name: a, Type: Pass, End: true, Foo: 1, Bar: 2, InputConstructor: 5 }"));

        Assert.Equal((1, 2), (inspection.Errors, inspection.Warnings));
    }

    [Fact]
    public void A_file_that_is_too_large_or_no_text_is_taken_for_a_definition_that_cannot_be_read()
    {
        var large = FlowInspector.TooLarge(2_000_000, Limits.Default);
        var noText = FlowInspector.Inspect([0xff, 0xfe, 0], ExecutionMode.Standard, Limits.Default, out var text);

        Assert.Equal(
            "line 1, column 1: The definition has 2000000 bytes; at most 1048576 are allowed. [SL1001]",
            Assert.Single(large.Findings).Diagnostic.ToString());
        Assert.Equal(DiagnosticCodes.NotUtf8, Assert.Single(noText.Findings).Diagnostic.Code);
        Assert.Equal("\ufffd\ufffd\0", text);
        Assert.All([large, noText], inspection => Assert.Equal(
            (null, "the text cannot be read", true), (inspection.Language, inspection.Reason, inspection.IsDefinition)));
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
