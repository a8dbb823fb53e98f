using System.Net.Sockets;
using Sluice.Cli;
using Sluice.Cli.Verbs;
using Sluice.Server.Starting;

var surroundings = Surroundings.OfThisProcess();
try
{
    return await VerbTable.RunAsync(args, surroundings);
}
catch (StartException e)
{
    surroundings.Say(e.Message);
    return e.ExitCode;
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException or SocketException)
{
    // A file, a disk or a network of this machine: its own words say more to the operator than where in the code it was.
    surroundings.Say(e.Message);
    return StartException.Environment;
}
