using Sluice.Definitions.States;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Definitions.Tests.Classic.Steps;

/// <summary>What a foreach runs for.</summary>
public sealed class ForeachTests
{
    [Theory]
    [InlineData("$.rows", "[1,2]")]
    [InlineData("$", "[1,2]")]
    [InlineData("'$.rows[*].id'", """[{"id":1},{"id":2}]""")]
    [InlineData("$.rows", "[]")]
    public void It_runs_for_the_array_at_its_path(string path, string rows)
    {
        var found = Items(path, path == "$" ? rows : $$"""{"rows":{{rows}}}""").Value;

        Assert.Equal(rows == "[]" ? 0 : 2, found.Count);
        Assert.All(found.Items.ToArray(), item => Assert.IsType<JsonNumber>(item));
    }

    [Theory]
    [InlineData("$.rows", """{"rows":{}}""", "iterationMapping.collection: $.rows must be an array, and is an object.")]
    [InlineData("$.rows", """{"rows":null}""", "iterationMapping.collection: $.rows must be an array, and is null.")]
    [InlineData("$.none", "{}", "iterationMapping.collection: $.none must be an array, and is not there.")]
    public void What_is_no_array_fails_the_step(string path, string input, string cause) =>
        Assert.Equal(new StepFailure("FnF.InvalidInput", cause), Items(path, input).Failure);

    [Fact]
    public void A_path_that_is_too_much_work_fails_the_step() => Assert.Equal(
        new StepFailure(
            "FnF.RuntimeError",
            "iterationMapping.collection: its paths select more data, or take more work, than a step may "
            + "(setting limits.classicStepBytes)."),
        Items("$.rows", """{"rows":[1]}""", Limits.Default with { ClassicStepBytes = 0 }).Failure);

    [Fact]
    public void So_many_iterations_run_at_once_as_the_limit_says() => Assert.Equal(
        7, Each("$.rows", Limits.Default with { ClassicIterations = 7 }).Concurrency.Evaluate(Given.Variables()).Value);

    private static Outcome<JsonArray> Items(string path, string input, Limits? limits = null) =>
        Each(path).Items.Evaluate(Given.Variables(input, limits));

    private static MapState Each(string path, Limits? limits = null) => Assert.IsType<MapState>(Classic.Flow(
        $"- {{ type: foreach, name: a, iterationMapping: {{ collection: {path}, item: i }}, steps: [] }}", limits: limits).States[0]);
}
