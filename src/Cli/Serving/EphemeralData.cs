namespace Sluice.Cli.Serving;

/// <summary>A data directory that goes with the server: for what <c>--ephemeral</c> keeps in files all the same, such as objects.</summary>
internal sealed class EphemeralData : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("sluice-ephemeral-");

    public string Path => _directory.FullName;

    public void Dispose()
    {
        try
        {
            _directory.Delete(recursive: true);
        }
        catch (IOException)
        {
            // Somebody else has a file in it open; the system clears its temporary directory in time.
        }
    }
}
