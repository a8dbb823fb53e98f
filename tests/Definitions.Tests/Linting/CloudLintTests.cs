namespace Sluice.Definitions.Tests.Linting;

/// <summary>What is our own is told to whoever means to take a definition to the vendor's service, and to nobody else.</summary>
public sealed class CloudLintTests
{
    private const string Call = "Type: Task, End: true, Action: FC:InvokeFunction, Parameters: { resourceArn: f";
    private const string Map = "Type: Map, End: true, ItemsPath: $Input.x, Processor: { StartAt: c, States: [{ Name: c, Type: Succeed }] }";

    [Theory]
    [InlineData("Type: Pass, End: true, OutputConstructor: { t.$: $Input.a * $Input.b }", "'*'")]
    [InlineData("Type: Pass, End: true, OutputConstructor: { t.$: $Input.a - 1 }", "'-'")]
    [InlineData("Type: Pass, End: true, OutputConstructor: { deep: { t.$: '$Input.a ?? 1' } }", "'??'")]
    [InlineData("Type: Pass, End: true, OutputConstructor: { t.$: '$Input.a ? 1 : 2' }", "'?'")]
    [InlineData("Type: Pass, End: true, OutputConstructor: { t.$: '$Input.a[-1]' }", "An index from the end")]
    [InlineData("Type: Choice, Branches: [{ Condition: $Input.a + 1 > 2, Next: b }], Default: b", "'+'")]
    [InlineData("Type: Task, End: true, Action: HTTP:Request, Parameters: { method: GET, url: u, query: { k.$: $Secret.K } }", "$Secret")]
    [InlineData(Map + ", MaxConcurrency: 2", "'MaxConcurrency'")]
    [InlineData(Call + ", result: value }", "'result'")]
    [InlineData(Call + " }, Catch: [{ Errors: [FnF.DepthLimitExceeded], Next: b }]", "'FnF.DepthLimitExceeded'")]
    public void What_is_our_own_is_told(string state, string what)
    {
        var found = Assert.Single(Inspected(state, forCloud: true));

        Assert.Equal(DiagnosticCodes.NotInTheCloud, found.Code);
        Assert.Contains(what, found.Message, StringComparison.Ordinal);
        Assert.Empty(Inspected(state, forCloud: false));
    }

    [Theory]
    [InlineData("Type: Pass, End: true, OutputConstructor: { t.$: -1 }")]
    [InlineData("Type: Pass, End: true, OutputConstructor: { t.$: 'intAdd($Input.a, -1)' }")]
    [InlineData("Type: Pass, End: true, OutputConstructor: { t.$: '\"a - b ?? c\"', Condition: a + b }")]
    [InlineData(Map + ", MaxConcuccency: 2")]
    [InlineData("Type: Task, End: true, Action: ECS:DescribeInstances")]
    public void What_the_vendor_documents_or_has_is_not(string state) =>
        Assert.Empty(Inspected(state, forCloud: true));

    /// <param name="state">Fields of a state 'a' beside a state 'b', which need not be reached.</param>
    private static IEnumerable<Diagnostic> Inspected(string state, bool forCloud) =>
        Given.Inspected(Given.Definition($"- {{ Name: a, {state} }}\n- {{ Name: b, Type: Succeed }}"), forCloud: forCloud)
            .Where(found => found.Code != DiagnosticCodes.Unreachable);
}
