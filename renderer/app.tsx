import { App as AntApp, ConfigProvider } from "antd";
import enGB from "antd/locale/en_GB";
import zhCN from "antd/locale/zh_CN";
import { useMemo } from "react";
import { ChartsPanel } from "./charts/charts-panel.js";
import { CommandKeys } from "./commands/command-keys.js";
import { Dialogs } from "./dialogs/dialogs.js";
import { FilterBar } from "./filter/filter-bar.js";
import { Frame } from "./layout/frame.js";
import { WideWork } from "./ledger/wide-work.js";
import { MapView } from "./map/map-view.js";
import { DropZone } from "./panels/drop-zone.js";
import { EmptyState } from "./panels/empty-state.js";
import { JobBar } from "./panels/job-bar.js";
import { KeepBar } from "./panels/keep-bar.js";
import { LayerList } from "./panels/layer-list.js";
import { Notices } from "./panels/notices.js";
import { RightPanel } from "./panels/right-panel.js";
import { StatusBar } from "./panels/status-bar.js";
import { TopBar } from "./panels/top-bar.js";
import { SearchBox } from "./search/search-box.js";
import { useStore } from "./state/store.js";
import { TablePanel } from "./table/table-panel.js";
import { antConfig } from "./theme/apply-theme.js";

/** Pop-ups and dialogs stand here: outside of it Ant Design would lock the body's scroll by a style without nonce. */
function overlays(): HTMLElement {
  return document.getElementById("overlays") ?? document.body;
}

/** The window. `nonce` lets Ant Design's styles pass the content security policy. */
export function App({ nonce }: { nonce: string }) {
  const locale = useStore((state) => state.locale);
  const theme = useStore((state) => state.theme);
  const table = useStore((state) => state.table);
  const charts = useStore((state) => state.charts);
  const filterBar = useStore((state) => state.filterBar || state.filter !== null);
  const config = useMemo(() => antConfig(theme), [theme]);
  return (
    <ConfigProvider
      csp={{ nonce }}
      locale={locale === "zh" ? zhCN : enGB}
      theme={config}
      getPopupContainer={overlays}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      <AntApp component={false} notification={{ stack: { threshold: 3 } }}>
        <Frame
          top={<TopBar />}
          left={<LayerList />}
          above={
            <>
              <KeepBar />
              {filterBar && <FilterBar />}
            </>
          }
          map={
            <>
              <MapView />
              <SearchBox />
              <EmptyState />
              <JobBar />
              <WideWork />
            </>
          }
          bottom={
            table === null && charts === null ? null : (
              <>
                {charts !== null && <ChartsPanel view={charts} />}
                {table !== null && <TablePanel view={table} />}
              </>
            )
          }
          right={<RightPanel />}
          status={<StatusBar />}
        />
        <Dialogs />
        <DropZone />
        <Notices />
        <CommandKeys />
      </AntApp>
    </ConfigProvider>
  );
}
