using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

namespace Coppice.Architecture.Tests;

/// <summary>The rules of the house, held by tests.</summary>
public class HouseTests
{
    private static readonly System.Reflection.Assembly[] Rooms =
    [
        typeof(Record.PersonRecord).Assembly,
        typeof(Knowledge.KnowledgeBase).Assembly,
        typeof(Model.Runner).Assembly,
        typeof(Care.Review).Assembly,
        typeof(Store.EventStore).Assembly,
        typeof(Cli.App).Assembly,
    ];

    private static readonly ArchUnitNET.Domain.Architecture House = new ArchLoader().LoadAssemblies(Rooms).Build();

    [Fact]
    public void A_room_imports_only_rooms_above_it()
    {
        string[] order = [.. Rooms.Select(r => r.GetName().Name!)];
        for (var i = 0; i < Rooms.Length; i++)
        {
            var imported = Rooms[i].GetReferencedAssemblies().Select(a => a.Name!).Where(order.Contains);
            Assert.All(imported, name => Assert.True(Array.IndexOf(order, name) < i, $"{order[i]} imports {name}"));
        }
    }

    [Fact]
    public void The_rooms_that_run_in_a_browser_lean_on_nothing_but_NodaTime_and_the_framework()
    {
        foreach (var room in Rooms[..4])
        {
            var others = room.GetReferencedAssemblies()
                .Select(a => a.Name!)
                .Where(n =>
                    !n.StartsWith("System.", StringComparison.Ordinal)
                    && !n.StartsWith("Coppice.", StringComparison.Ordinal)
                    && n != "NodaTime"
                );
            Assert.Empty(others);
        }
    }

    [Fact]
    public void The_rooms_below_the_faces_read_no_file_no_network_no_console_and_no_clock()
    {
        string[] outside =
        [
            "System.IO.File",
            "System.IO.Directory",
            "System.IO.FileStream",
            "System.IO.FileInfo",
            "System.Net.Http.HttpClient",
            "System.Console",
            "System.Diagnostics.Process",
            "System.Diagnostics.Stopwatch",
            "System.TimeProvider",
            "NodaTime.SystemClock",
        ];
        foreach (var room in Rooms[..4])
        {
            Assert.Empty(Reached(room).Intersect(outside));
        }

        // The command does read files and a clock: so the look-up sees them where they are.
        Assert.Superset(new HashSet<string> { "System.IO.File", "NodaTime.SystemClock" }, Reached(Rooms[^1]));
    }

    [Fact]
    public void The_store_knows_no_clinical_meaning_and_reads_no_clock()
    {
        var store = typeof(Store.EventStore).Assembly;
        Assert.DoesNotContain(
            store.GetReferencedAssemblies(),
            a => a.Name!.StartsWith("Coppice.", StringComparison.Ordinal)
        );
        Assert.Empty(Reached(store).Intersect(["System.TimeProvider", "NodaTime.SystemClock", "System.Console"]));
    }

    [Fact]
    public void The_compiler_holds_the_ban_as_an_error()
    {
        var build = File.ReadAllText(Path.Combine(Repository.Root, "Directory.Build.props"));
        Assert.Contains(
            "<PackageReference Include=\"Microsoft.CodeAnalysis.BannedApiAnalyzers\"",
            build,
            StringComparison.Ordinal
        );
        Assert.Contains("<TreatWarningsAsErrors>true</TreatWarningsAsErrors>", build, StringComparison.Ordinal);
        Assert.DoesNotContain("RS0030", build, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "RS0030",
            File.ReadAllText(Path.Combine(Repository.Root, ".editorconfig")),
            StringComparison.Ordinal
        );
        var lifted = Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(f => File.ReadAllText(f).Contains("RS0030", StringComparison.Ordinal))
            .Select(Path.GetFileName);
        Assert.Equal(["Program.cs"], lifted);
    }

    [Theory]
    [InlineData("P:System.DateTime.Now")]
    [InlineData("P:System.DateTime.UtcNow")]
    [InlineData("P:System.DateTimeOffset.UtcNow")]
    [InlineData("P:NodaTime.SystemClock.Instance")]
    [InlineData("P:System.Globalization.CultureInfo.CurrentCulture")]
    public void The_compiler_bans_the_wall_clock_and_the_ambient_culture(string symbol) =>
        Assert.Contains(
            symbol,
            File.ReadAllText(Path.Combine(Repository.Root, "BannedSymbols.txt")),
            StringComparison.Ordinal
        );

    /// <summary>Every type of another assembly that a room's code names.</summary>
    private static HashSet<string> Reached(System.Reflection.Assembly room)
    {
        using var stream = File.OpenRead(room.Location);
        using var file = new System.Reflection.PortableExecutable.PEReader(stream);
        var metadata = System.Reflection.Metadata.PEReaderExtensions.GetMetadataReader(file);
        return
        [
            .. metadata
                .TypeReferences.Select(metadata.GetTypeReference)
                .Select(t => $"{metadata.GetString(t.Namespace)}.{metadata.GetString(t.Name)}"),
        ];
    }

    [Fact]
    public void Assessments_are_not_public_so_that_a_review_is_the_only_way_in()
    {
        var entries = House
            .Classes.Where(c =>
                c.Namespace.FullName == "Coppice.Care"
                && c.IsAbstract == true
                && c.IsSealed == true
                && c.Visibility == Visibility.Public
            )
            .Select(c => c.Name);
        Assert.Equal(["Findings", "RecordAnswers", "Scoring", "Words"], entries.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Findings_cannot_be_changed_once_made()
    {
        var settable = typeof(Care.Finding)
            .GetProperties()
            .Where(p =>
                p.SetMethod is { } set
                && !set
                    .ReturnParameter.GetRequiredCustomModifiers()
                    .Contains(typeof(System.Runtime.CompilerServices.IsExternalInit))
            );
        Assert.Empty(settable.Select(p => p.Name));
    }

    [Fact]
    public void Versions_of_packages_are_exact()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "Directory.Packages.props"));
        var versions = System
            .Text.RegularExpressions.Regex.Matches(
                text,
                "Version=\"(?<v>[^\"]+)\"",
                System.Text.RegularExpressions.RegexOptions.ExplicitCapture,
                TimeSpan.FromSeconds(1)
            )
            .Select(m => m.Groups["v"].Value);
        Assert.All(versions, v => Assert.Matches("^[0-9]+(\\.[0-9]+)+$", v));
    }
}
