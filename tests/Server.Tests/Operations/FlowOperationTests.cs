using Sluice.Engine.Api;
using Sluice.Model;
using Sluice.Model.Names;
using Sluice.Server.Operations;

namespace Sluice.Server.Tests.Operations;

/// <summary>Parameters of the operations on flows. Source: API reference, section 6.</summary>
public sealed class FlowOperationTests
{
    private static readonly (string, string)[] Least = [("Name", "orders"), ("Definition", "Type: StateMachine")];

    [Fact]
    public void A_flow_needs_a_name_and_a_definition_only() => Assert.Equal(
        new NewFlow(FlowName.Parse("Name", "orders"), "Type: StateMachine")
        {
            Type = "FDL",
            Description = "",
            RoleArn = "",
            Mode = ExecutionMode.Standard,
            Environment = null,
            ExternalStorageLocation = null,
            ResourceGroupId = null,
        },
        CreateFlow.Read(Some.Parameters(Least)));

    [Fact]
    public void Everything_a_flow_can_have_is_read() => Assert.Equal(
        new NewFlow(FlowName.Parse("Name", "orders"), "Type: StateMachine")
        {
            Type = "DEFAULT",
            Description = "a b",
            RoleArn = "acs:ram::1234567890123456:role/fnf",
            Mode = ExecutionMode.Express,
            Environment = """{"Variables":[{"Name":"k","Value":"v 1","Description":"d"}]}""",
            ExternalStorageLocation = "oss://b/p",
            ResourceGroupId = "rg-1",
        },
        CreateFlow.Read(Some.Parameters([
            .. Least,
            ("Type", "DEFAULT"),
            ("Description", "a b"),
            ("RoleArn", "acs:ram::1234567890123456:role/fnf"),
            ("ExecutionMode", "Express"),
            ("Environment", """{ "Variables": [{ "Name": "k", "Value": "v 1", "Description": "d" }] }"""),
            ("ExternalStorageLocation", "oss://b/p"),
            ("ResourceGroupId", "rg-1"),
            ("ClientToken", "unknown parameters are passed over")])));

    [Fact]
    public void Empty_values_of_a_new_flow_are_absent()
    {
        string[] optional =
            ["Type", "Description", "RoleArn", "ExecutionMode", "Environment", "ExternalStorageLocation", "ResourceGroupId"];

        var made = CreateFlow.Read(Some.Parameters([.. Least, .. optional.Select(name => (name, ""))]));

        Assert.Equal(CreateFlow.Read(Some.Parameters(Least)), made);
    }

    [Theory]
    [InlineData("Name")]
    [InlineData("Definition")]
    public void Name_and_definition_are_required(string missing)
    {
        var rest = Least.Where(pair => pair.Item1 != missing).ToArray();
        var expected = $"MissingRequiredParams: The HTTP query '{missing}' must be specified.";

        Assert.Equal(expected, Some.Error(() => CreateFlow.Read(Some.Parameters(rest))));
        Assert.Equal(expected, Some.Error(() => CreateFlow.Read(Some.Parameters([.. rest, (missing, "")]))));
    }

    [Fact]
    public void A_missing_parameter_is_told_before_a_wrong_one() => Assert.StartsWith(
        "MissingRequiredParams",
        Some.Error(() => CreateFlow.Read(Some.Parameters(("Name", "1 wrong")))),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("Name", "1orders")]
    [InlineData("Name", "orders/1")]
    [InlineData("Type", "fdl")]
    [InlineData("Type", "JSON")]
    [InlineData("ExecutionMode", "express")]
    [InlineData("ExecutionMode", "Fast")]
    [InlineData("RoleArn", "fnf-role")]
    [InlineData("RoleArn", "acs:ram::role/fnf")]
    [InlineData("RoleArn", "acs:ram:::role/fnf")]
    [InlineData("RoleArn", "acs:ram::123:")]
    [InlineData("RoleArn", "acs:oss::123:role/fnf")]
    [InlineData("RoleArn", "acs:ram::123:role/f n f")]
    [InlineData("Environment", "{")]
    [InlineData("Environment", "[]")]
    [InlineData("Environment", "\"text\"")]
    [InlineData("Environment", """{"Variables":{}}""")]
    [InlineData("Environment", """{"Variables":["k"]}""")]
    [InlineData("Environment", """{"Variables":[{"Value":"v"}]}""")]
    [InlineData("Environment", """{"Variables":[{"Name":"","Value":"v"}]}""")]
    [InlineData("Environment", """{"Variables":[{"Name":1,"Value":"v"}]}""")]
    [InlineData("Environment", """{"Variables":[{"Name":"k"}]}""")]
    [InlineData("Environment", """{"Variables":[{"Name":"k","Value":1}]}""")]
    [InlineData("Environment", """{"Variables":[{"Name":"k","Value":"v","Description":1}]}""")]
    [InlineData("Environment", """{"Variables":[{"Name":"k","Value":"v"},{"Name":"k","Value":"w"}]}""")]
    public void A_wrong_value_is_told_with_its_parameter(string name, string value) => Assert.StartsWith(
        $"InvalidArgument: Parameter error. {name}: ",
        Some.Error(() => CreateFlow.Read(Some.Parameters([.. Least.Where(pair => pair.Item1 != name), (name, value)]))),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("acs:ram::1234567890123456:role/fnf")]
    [InlineData("acs:ram:cn-hangzhou:123:fnf")]
    [InlineData("acs:ram::123:role/a:b")]
    public void Both_published_forms_of_a_role_are_accepted(string arn) =>
        Assert.Equal(arn, CreateFlow.Read(Some.Parameters([.. Least, ("RoleArn", arn)])).RoleArn);

    [Theory]
    [InlineData("{}", "{}")]
    [InlineData("""{"Variables":null}""", """{"Variables":null}""")]
    [InlineData("""{"Variables":[]}""", """{"Variables":[]}""")]
    public void An_environment_may_be_without_variables(string text, string expected) =>
        Assert.Equal(expected, CreateFlow.Read(Some.Parameters([.. Least, ("Environment", text)])).Environment);

    [Fact]
    public void An_environment_may_be_flattened() => Assert.Equal(
        """{"Variables":[{"Name":"k","Value":"v"}]}""",
        CreateFlow.Read(Some.Parameters(
            [.. Least, ("Environment.Variables.1.Name", "k"), ("Environment.Variables.1.Value", "v")])).Environment);

    [Fact]
    public void What_an_update_does_not_send_stays() =>
        Assert.Equal(new FlowUpdate(FlowName.Lookup("orders")), UpdateFlow.Read(Some.Parameters(("Name", "orders"))));

    [Fact]
    public void What_an_update_sends_empty_is_cleared() => Assert.Equal(
        new FlowUpdate(FlowName.Lookup("orders"))
        {
            Description = "",
            RoleArn = "",
            Environment = "",
            ExternalStorageLocation = "",
        },
        UpdateFlow.Read(Some.Parameters(
            ("Name", "orders"), ("Description", ""), ("RoleArn", ""), ("Environment", ""), ("ExternalStorageLocation", ""),
            ("Type", ""))));

    [Fact]
    public void An_update_cannot_clear_the_definition() => Assert.StartsWith(
        "InvalidArgument: Parameter error. Definition: it is empty",
        Some.Error(() => UpdateFlow.Read(Some.Parameters(("Name", "orders"), ("Definition", "")))),
        StringComparison.Ordinal);

    [Fact]
    public void A_name_to_look_up_may_be_any_text()
    {
        const string Odd = "7 of:nine";

        Assert.Equal(Odd, UpdateFlow.Read(Some.Parameters(("Name", Odd))).Name.Value);
        Assert.Equal(Odd, DeleteFlow.Read(Some.Parameters(("Name", Odd))).Value);
        Assert.Equal(Odd, DescribeFlow.Read(Some.Parameters(("Name", Odd))).Name.Value);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("3", "3")]
    public void A_version_is_optional(string? given, string? expected)
    {
        (string, string)[] pairs = given is null ? [("Name", "orders")] : [("Name", "orders"), ("FlowVersion", given)];

        Assert.Equal(expected, DescribeFlow.Read(Some.Parameters(pairs)).Version);
    }

    [Theory]
    [InlineData(null, 60)]
    [InlineData("1", 1)]
    [InlineData("1000", 1000)]
    public void Flows_are_listed_in_pages(string? limit, int expected)
    {
        var read = ListFlows.Read(limit is null ? Some.Parameters() : Some.Parameters(("Limit", limit)));

        Assert.Equal((null, null, expected), read);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1001")]
    [InlineData("all")]
    public void A_limit_outside_its_range_is_refused(string limit) => Assert.StartsWith(
        "InvalidArgument: Parameter error. Limit:",
        Some.Error(() => ListFlows.Read(Some.Parameters(("Limit", limit)))),
        StringComparison.Ordinal);
}
