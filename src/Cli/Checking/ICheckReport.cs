namespace Sluice.Cli.Checking;

/// <summary>Tells what came of a check: as text for people, or as JSON for programs.</summary>
internal interface ICheckReport
{
    void Add(CheckedFile file);

    /// <summary>After the last file.</summary>
    void End();
}
