using Sluice.Model.Json;
using static Sluice.Targets.Functions.Tests.Functions;

namespace Sluice.Targets.Functions.Tests;

public sealed class MockTests
{
    [Fact]
    public async Task Answers_come_in_order_and_the_last_stays()
    {
        await using var target = Target(new FunctionBackend.Mock(
            [new(null, "Busy", "come again"), new(JsonPayload.Of(Json("""{"price":3}""")))]));

        var first = (await target.InvokeAsync(Call(With("")), CancellationToken.None)).Failure!;
        var second = (await target.InvokeAsync(Call(With("")), CancellationToken.None)).Value.Value;
        var third = (await target.InvokeAsync(Call(With("\"result\":\"value\"")), CancellationToken.None)).Value.Value;

        Assert.Equal(("Busy", "come again"), (first.Code, first.Cause));
        Assert.Equal(Json("""{"Header":{},"Code":200,"Body":{"price":3}}"""), second);
        Assert.Equal(Json("""{"price":3}"""), third);
    }

    [Fact]
    public async Task A_mock_refuses_what_the_real_one_refuses()
    {
        await using var target = Target(new FunctionBackend.Mock([new(JsonPayload.EmptyObject)]));

        var failure = (await target.InvokeAsync(
            Call("""{"resourceArn":"acs:fc:::functions/f","invocationType":"async"}"""), CancellationToken.None)).Failure!;

        Assert.Equal("FnF.InvalidArgument", failure.Code);
    }
}
