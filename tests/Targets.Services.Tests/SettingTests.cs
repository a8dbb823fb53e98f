using Sluice.Model.Names;
using Sluice.Outbound.Signing;
using Sluice.Workbench;
using static Sluice.Targets.Services.Tests.Services;

namespace Sluice.Targets.Services.Tests;

/// <summary>Goal: whoever may call a service does, with the right key, and everybody else is told what to set.</summary>
public sealed class SettingTests
{
    [Fact]
    public async Task A_call_is_signed_with_the_key_of_the_executions_role_or_else_with_the_services()
    {
        await using var server = LoopbackServer.Answering("200 OK", "{}");
        var service = Rpc(server.Url) with
        {
            RoleKeys = new Dictionary<string, SigningKey> { ["acs:ram::1:role/r"] = new("role-key", "s", "token") },
        };

        await InvokeAsync(service, Call("ECS:Run", "{}", role: "acs:ram::1:role/r"));
        await InvokeAsync(service, Call("ECS:Run", "{}", role: "acs:ram::1:role/other"));

        Assert.Equal(
            [("role-key", "token"), ("ak", null)],
            server.Requests.Select(request => (
                request.Header("Authorization")!.Split("Credential=")[1].Split(',')[0], request.Header("x-acs-security-token"))));
    }

    [Fact]
    public async Task Without_a_key_for_the_role_nothing_is_sent()
    {
        var service = Rpc("http://127.0.0.1:1") with { Key = null, RoleKeys = new Dictionary<string, SigningKey> { ["a"] = Key } };

        var failure = (await InvokeAsync(service, Call("ECS:Run", "{}", role: "b"))).Failure!;

        Assert.Equal("ECS.AccessKeyMissing", failure.Code);
        Assert.Contains("services.ECS.roles", failure.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accounts_that_are_not_named_may_not_call()
    {
        await using var server = LoopbackServer.Answering("200 OK", "{}");
        var service = Rpc(server.Url) with { Accounts = new HashSet<AccountId> { AccountId.Default } };

        var other = (await InvokeAsync(service, Call("ECS:Run", "{}", account: "2000000000000000"))).Failure!;
        var own = await InvokeAsync(service, Call("ECS:Run", "{}"));

        Assert.Equal("FnF.ActionNotSupported", other.Code);
        Assert.Contains("services.ECS.accounts", other.Cause, StringComparison.Ordinal);
        Assert.Null(own.Failure);
    }

    [Fact]
    public void Only_services_that_are_set_up_are_served_and_others_name_their_key()
    {
        using var target = new ServiceTarget(new() { Services = [Rpc("http://127.0.0.1:1")] });

        Assert.True(target.Serves("ECS:Anything"));
        Assert.False(target.Serves("RDS:Anything"));
        Assert.Contains("services.RDS", target.AdviceFor("RDS:Anything"), StringComparison.Ordinal);
        Assert.Contains("write ECS:Run", target.AdviceFor("ecs:Run"), StringComparison.Ordinal);
        Assert.Equal(new CallPlace("127.0.0.1:1", 256) { Entry = "ECS" }, target.PlaceOf(Call("ECS:Run", "{}")));
    }
}
