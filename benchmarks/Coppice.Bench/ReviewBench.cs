using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Coppice.Knowledge;
using Coppice.Record;

namespace Coppice.Bench;

/// <summary>A review of records of a quarter of a year to four years: time, allocation, and whether it is linear in events.</summary>
[MemoryDiagnoser]
[Config(typeof(InProcess))]
public class ReviewBench
{
    private PersonRecord record = null!;
    private byte[] utf8 = null!;

    [Params(91, 365, 1460)]
    public int Days { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        record = YearOfUse.Make(Days, 1);
        utf8 = RecordFile.Write(record);
        Console.WriteLine($"// {Days} days: {record.Events.Count} events, {utf8.Length / 1024} KiB");
    }

    [Benchmark(Baseline = true)]
    public int Read() => RecordFile.Read(utf8).Record!.Events.Count;

    [Benchmark]
    public int Review() => Care.Review.Of(record, YearOfUse.Now, KnowledgeBase.Default).Findings.Count;

    private sealed class InProcess : ManualConfig
    {
        public InProcess() => AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
    }
}
