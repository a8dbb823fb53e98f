using System.Diagnostics;
using System.Globalization;
using Sluice.Model.Json;
using Sluice.Workbench;
using static Sluice.Targets.Functions.Tests.Functions;

namespace Sluice.Targets.Functions.Tests;

public sealed class CommandTests
{
    private static readonly Dictionary<string, string> NoVariables = [];

    [LinuxFact]
    public async Task The_event_goes_in_and_the_output_is_the_result()
    {
        var result = await RunAsync("cat", With("""
            "body":{"sku":"a1"}
            """));

        Assert.Equal(Json("""{"Header":{},"Code":200,"Body":{"sku":"a1"}}"""), result.Value.Value);
    }

    [LinuxFact]
    public async Task A_program_need_not_read_its_event()
    {
        var longEvent = new string('x', 1_000_000);

        Assert.Equal(Json("3"), (await RunAsync("echo 3", With($"\"result\":\"value\",\"body\":\"{longEvent}\""))).Value.Value);
    }

    [LinuxFact]
    public async Task It_finds_only_what_is_named_in_its_environment()
    {
        Environment.SetEnvironmentVariable("SLUICE_TEST_HIDDEN", "hush");

        var result = await RunAsync(
            "echo \"[\\\"$FC_FUNCTION_NAME\\\",\\\"$FC_REQUEST_ID\\\",\\\"$GIVEN\\\",\\\"$SLUICE_TEST_HIDDEN\\\"]\"",
            With("\"result\":\"value\""),
            variables: new Dictionary<string, string> { ["GIVEN"] = "here" });

        Assert.Equal(Json("""["price","attempt-7","here",""]"""), result.Value.Value);
    }

    [LinuxTheory]
    [InlineData("echo oops >&2; exit 3", "FC.Unknown", "oops")]
    [InlineData("exit 3", "FC.Unknown", "The program exited with code 3.")]
    [InlineData("""echo '{"errorMessage":"m","errorType":"Gone"}'; exit 1""", "Gone", "Gone")]
    [InlineData("kill -9 $$", "FC.Unknown", "The program exited with code 137.")]
    public async Task An_exit_code_other_than_0_is_a_failure(string script, string code, string cause)
    {
        var failure = (await RunAsync(script, With(""))).Failure!;

        Assert.Equal(code, failure.Code);
        Assert.Contains(cause, failure.Cause, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task Output_over_the_limit_is_refused_and_the_program_ended()
    {
        var failure = (await RunAsync("yes", With(""))).Failure!;

        Assert.Equal("FnF.DataLimitExceeded", failure.Code);
    }

    [LinuxFact]
    public async Task A_flood_of_complaints_is_no_failure() => Assert.Equal(
        Json("1"), (await RunAsync("head -c 3000000 /dev/zero >&2; echo 1", With("\"result\":\"value\""))).Value.Value);

    [LinuxFact]
    public async Task A_program_that_hangs_is_ended_with_all_that_it_started()
    {
        var file = Path.GetTempFileName();

        var failure = (await RunAsync($"sleep 1000 & echo $! > {file}; wait", With(""), TimeSpan.FromSeconds(1))).Failure!;

        Assert.Equal("FC.Unknown", failure.Code);
        Assert.Contains("more than 1 seconds", failure.Cause, StringComparison.Ordinal);
        await EndedAsync(int.Parse(await File.ReadAllTextAsync(file), CultureInfo.InvariantCulture));
    }

    [LinuxFact]
    public async Task What_a_program_leaves_behind_does_not_hold_its_result_back() => Assert.Equal(
        Json("1"), (await RunAsync("sleep 1000 & echo 1", With("\"result\":\"value\""))).Value.Value);

    [Theory]
    [InlineData("no-such-program")]
    [InlineData("./no/such/program")]
    public async Task A_program_that_is_not_there_is_named(string program)
    {
        var failure = (await InvokeAsync(
            new FunctionBackend.Exec(new FunctionCommand([program], null, NoVariables)), Call(With("")))).Failure!;

        Assert.Equal("FC.FunctionNotStarted", failure.Code);
        Assert.Contains($"'{program}' is not there", failure.Cause, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task A_call_can_be_called_off()
    {
        using var stop = new CancellationTokenSource();
        await using var target = Target(new FunctionBackend.Exec(Shell("sleep 1000", NoVariables)));
        var running = target.InvokeAsync(Call(With("")), stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(Patience));
    }

    private static FunctionCommand Shell(string script, IReadOnlyDictionary<string, string> variables) =>
        new(["sh", "-c", script], null, variables);

    private static Task<Model.Outcome<JsonPayload>> RunAsync(
        string script, string parameters, TimeSpan? limit = null, IReadOnlyDictionary<string, string>? variables = null) => InvokeAsync(
        new FunctionBackend.Exec(Shell(script, variables ?? NoVariables)) { TimeLimit = limit ?? Patience }, Call(parameters));

    private static async Task EndedAsync(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            await process.WaitForExitAsync().WaitAsync(Patience);
        }
        catch (ArgumentException)
        {
            // It is gone already.
        }
    }
}
